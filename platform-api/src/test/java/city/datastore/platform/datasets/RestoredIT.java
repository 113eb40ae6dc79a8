package city.datastore.platform.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.reminders.Trying;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.schema.OlderDatabaseException;
import city.datastore.platform.People;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.SigningIssuer;
import city.datastore.stack.LocalStack;
import city.datastore.stack.Server;
import city.datastore.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vault, and a database that does not know what was stored in it. */
class RestoredIT {
    /**
     * Its own: Kafka remembers how far a topic was read, whichever database it was read into. So
     * the first database is older than the topic when it is started with again.
     */
    private static final LocalStack STACK =
            LocalStack.start(StackOptions.inTests(Server.POSTGRES, Server.KAFKA));

    private static final Caller STEWARD = People.steward("brent");
    private static final byte[] FILE = {1, 2, 3};

    @TempDir private static Path home;
    private static String database;
    private static DatasetId dataset;

    @BeforeAll
    static void a_stored_version() {
        database = STACK.postgres().freshDatabase();
        try (var platform = start(database, "")) {
            var bench = new Workbench(platform);
            dataset = bench.created(STEWARD);
            bench.store(STEWARD, dataset, FILE);
        }
    }

    @AfterAll
    static void stop() {
        STACK.close();
    }

    private static RunningPlatform start(String url, String restored) {
        return start(
                url, Map.of("DATASTORE_HOME", home.toString(), "DATASTORE_RESTORED", restored));
    }

    private static RunningPlatform start(String url, Map<String, Object> more) {
        var settings =
                new HashMap<String, Object>(
                        Map.of(
                                "DATASTORE_PORT",
                                0,
                                "DATASTORE_ISSUER",
                                SigningIssuer.shared().issuer(),
                                "DATASTORE_DB_URL",
                                url));
        settings.putAll(more);
        return RunningPlatform.on(STACK, settings);
    }

    private static String today() {
        return LocalDate.now(ZoneOffset.UTC).toString();
    }

    private static long sealed(String place) throws IOException {
        var folder = home.resolve("vault").resolve(place).resolve(dataset.toString());
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void a_start_on_a_database_that_does_not_know_a_version_is_refused_and_its_file_stays()
            throws IOException {
        String empty = STACK.postgres().freshDatabase();

        assertThatThrownBy(() -> start(empty, "2026-11-20").close())
                .rootCause()
                .isInstanceOf(OlderDatabaseException.class)
                .hasMessageContaining("(1, such as " + dataset + "/1-");
        assertThat(sealed("files")).isEqualTo(1);
        try (var platform = start(database, today())) {
            assertThat(new Workbench(platform).read(STEWARD, dataset, 1)).isEqualTo(FILE);
        }
    }

    @Test
    void on_purpose_it_sets_the_file_aside_and_gives_its_number_to_no_other_version()
            throws IOException {
        try (var platform = start(STACK.postgres().freshDatabase(), today())) {
            assertThat(sealed("files")).isZero();
            assertThat(sealed("left")).isEqualTo(1);
            var bench = new Workbench(platform);
            bench.datasets().create(STEWARD, Workbench.draft("brent", dataset.name()));

            assertThat(bench.store(STEWARD, dataset, FILE).value().id().number()).isEqualTo(2);
        }

        try (var platform = start(database, today())) {
            Workbench.await(RestoredIT::back, Boolean::booleanValue);
            assertThat(new Workbench(platform).read(STEWARD, dataset, 1)).isEqualTo(FILE);
        }
    }

    /** As docs/runbooks/log-key.md says. */
    @Test
    void whose_log_was_ended_begins_a_new_one_with_what_the_topic_holds_and_what_waited()
            throws Exception {
        String url = STACK.postgres().freshDatabase();
        var own = Files.createDirectory(home.resolve("own"));
        DatasetId recorded;
        try (var platform = start(url, Map.of("DATASTORE_HOME", own.toString()))) {
            var bench = new Workbench(platform);
            recorded = bench.created(STEWARD);
            bench.trail(recorded, found -> found.size() == 2);
        }
        String password = STACK.postgres().password("datastore_owner");
        try (var owner = DriverManager.getConnection(url, "datastore_owner", password);
                var waits =
                        owner.prepareStatement("INSERT INTO audit.outbox (canonical) VALUES (?)");
                var statement = owner.createStatement()) {
            waits.setBytes(1, EventCodec.encode(damaged(recorded)));
            waits.execute();
            statement.execute("ALTER SCHEMA audit RENAME TO audit_before");
        }

        var anew =
                Map.<String, Object>of(
                        "DATASTORE_HOME",
                        own.toString(),
                        "DATASTORE_LOG_ORIGIN",
                        "city.example/second",
                        "DATASTORE_LOG_KEYS",
                        own.resolve("second").resolve("audit-log.keys").toString());
        try (var platform = start(url, anew)) {
            var bench = new Workbench(platform);
            try (var owner = DriverManager.getConnection(url, "datastore_owner", password);
                    var statement = owner.createStatement()) {
                statement.execute(
                        "INSERT INTO audit.outbox (canonical)"
                                + " SELECT canonical FROM audit_before.outbox ORDER BY id");
            }
            assertThat(Workbench.lines(bench.trail(recorded, found -> found.size() == 3)))
                    .containsExactlyInAnyOrder(
                            "dataset.create allowed",
                            "dataset.create done",
                            "dataset.damaged done");
            try (var owner = DriverManager.getConnection(url, "datastore_owner", password);
                    var statement = owner.createStatement()) {
                statement.execute("DROP SCHEMA audit_before CASCADE");
            }
            assertThat(bench.trail(bench.created(STEWARD), found -> found.size() == 2)).hasSize(2);
        }
    }

    /** What the relay had not come to when the platform ended. */
    private static AuditEvent damaged(DatasetId recorded) {
        return AuditEvent.now(
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                Trying.PLATFORM,
                new Action("dataset.damaged", Activity.OTHER),
                About.dataset(recorded),
                new Outcome.Done(),
                new RequestId("waits"));
    }

    /** Whether the file of version 1 is in its place again, and that of the other one aside. */
    private static boolean back() {
        try {
            return sealed("files") == 1 && sealed("left") == 1;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
