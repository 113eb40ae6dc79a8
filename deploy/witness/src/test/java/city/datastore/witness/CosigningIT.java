package city.datastore.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.AuditConfiguration;
import city.datastore.audit.alerts.Alert;
import city.datastore.audit.alerts.AlertKind;
import city.datastore.audit.alerts.AlertQuery;
import city.datastore.audit.alerts.AlertState;
import city.datastore.audit.alerts.Alerts;
import city.datastore.audit.alerts.Review;
import city.datastore.audit.alerts.ReviewOutcome;
import city.datastore.audit.alerts.ReviewedAlert;
import city.datastore.audit.cosigning.WitnessPolicy;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.Actor;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.log.Checkpoint;
import city.datastore.audit.log.NoteException;
import city.datastore.audit.log.NoteSigner;
import city.datastore.audit.log.SignatureType;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.log.SigningKey;
import city.datastore.audit.log.TlogPolicy;
import city.datastore.audit.log.VerifierKey;
import city.datastore.audit.logtables.LogHead;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.merkle.Frontier;
import city.datastore.audit.merkle.TreeHasher;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Recorder;
import city.datastore.audit.trail.Receipts;
import city.datastore.audit.trail.Trail;
import city.datastore.audit.trail.TrailScope;
import city.datastore.stack.KafkaServer;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A real log and two real witnesses, both of which an auditor asks for. */
class CosigningIT {
    private static final String ORIGIN = "city-datastore.localhost/log";
    private static final LocalStack SERVERS = LocalStack.shared(Server.POSTGRES, Server.KAFKA);

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(AuditConfiguration.class)
    static class Platform {
        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Lead lead() {
            return new Lead(new AtomicReference<>(Duration.ZERO));
        }

        @Bean
        Clock clock(Lead lead) {
            InstantSource time = () -> Instant.now().plus(lead.by().get());
            return time.withZone(ZoneOffset.UTC);
        }
    }

    /** How far the platform's clock is ahead. */
    record Lead(AtomicReference<Duration> by) {}

    @TempDir private Path folder = Path.of("");
    private final SigningKey logKey = key(SignatureType.ED25519);
    private final SigningKey slowLogKey = key(SignatureType.ML_DSA_44_COSIGNATURE);
    private final String url = SERVERS.postgres().freshDatabase();
    private RunningWitness camden;
    private RunningWitness police;
    private TlogPolicy auditors;
    private ConfigurableApplicationContext platform;

    private static SigningKey key(SignatureType type) {
        return SigningKey.generate(ORIGIN, type, new SecureRandom());
    }

    @BeforeEach
    void begin() throws IOException {
        Files.writeString(
                folder.resolve("log.keys"),
                logKey.secretText() + "\n" + slowLogKey.secretText() + "\n");
        camden = witness("camden");
        police = witness("mps");
        String text =
                """
                witness camden %s %s
                witness mps %s %s
                group both all camden mps
                quorum both
                """
                        .formatted(
                                camden.verifierKey().text(),
                                camden.url(),
                                police.verifierKey().text(),
                                police.url());
        Files.writeString(folder.resolve("witnesses"), text);
        auditors =
                TlogPolicy.parse(
                        ("log " + logKey.verifierKey().text() + "\n" + text).getBytes(UTF_8));
        platform = platform();
    }

    private RunningWitness witness(String name) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        List<VerifierKey> keys = List.of(logKey.verifierKey(), slowLogKey.verifierKey());
        return new RunningWitness(home, "witness.example/" + name, keys);
    }

    @AfterEach
    void end() {
        platform.close();
        camden.close();
        police.close();
    }

    private ConfigurableApplicationContext platform() {
        PostgresServer postgres = SERVERS.postgres();
        return new SpringApplicationBuilder(Platform.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.flyway.enabled=false",
                        "spring.main.banner-mode=off",
                        "datastore.database.url=" + url,
                        "datastore.database.owner-password-file="
                                + postgres.passwordFile(PostgresServer.OWNER),
                        "datastore.database.app-password-file="
                                + postgres.passwordFile(PostgresServer.APP),
                        "datastore.database.audit-password-file="
                                + postgres.passwordFile(PostgresServer.AUDIT),
                        "datastore.audit.log-key-file=" + folder.resolve("log.keys"),
                        "datastore.audit.witnesses=" + folder.resolve("witnesses"),
                        "datastore.kafka.bootstrap=" + SERVERS.kafka().bootstrapServers(),
                        "datastore.kafka.credentials-file="
                                + SERVERS.kafka().credentialsFile(KafkaServer.PLATFORM))
                .run();
    }

    private static AuditEvent event() {
        return AuditEvent.now(
                Instant.now(),
                new Actor(
                        new PersonId("sub-mps.officer"),
                        "mps.officer",
                        new AgencyCode("mps"),
                        new TreeSet<>(List.of("officer"))),
                new Action("dataset.read", Activity.READ),
                About.dataset(DatasetId.parse("camden/hmo")),
                new Outcome.Allowed(List.of()),
                new RequestId("r-1"));
    }

    /** An event that the record holds now. */
    private AuditEvent record() {
        AuditEvent event = event();
        platform.getBean(Recorder.class).record(event);
        until("the event is stored", () -> platform.getBean(Trail.class).holds(event.id()));
        return event;
    }

    private static void until(String what, java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await(what)
                .ignoreExceptions()
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }

    private LogTables tables() {
        return platform.getBean(LogTables.class);
    }

    private Optional<SignedNote> cosigned() {
        return tables().cosigned().map(LogHead::checkpoint).map(SignedNote::parse);
    }

    private boolean accepted() {
        long size = tables().head().size();
        return auditors.accept(cosigned().orElseThrow()).checkpoint().size() == size;
    }

    private double metric(String name, String... tags) {
        MeterRegistry registry = platform.getBean(MeterRegistry.class);
        var search = registry.get("datastore.audit." + name).tags(tags);
        return search.meter().measure().iterator().next().getValue();
    }

    /** The alerts about the log, as this reader finds them. */
    private List<Alert> alarms(TrailScope reader) {
        return alerts(AlertKind.OTHER_HISTORY, reader);
    }

    private List<Alert> alerts(AlertKind kind, TrailScope reader) {
        var query = new AlertQuery(kind, null, null, null);
        return platform
                .getBean(Alerts.class)
                .find(reader, query, PageRequest.first())
                .items()
                .stream()
                .map(ReviewedAlert::alert)
                .toList();
    }

    /** Who raised them, as an auditor of an agency that has nothing to do with it finds them. */
    private List<String> alarms() {
        return alarms(new TrailScope.OfAgency(new AgencyCode("lfb"))).stream()
                .map(Alert::subject)
                .distinct()
                .sorted()
                .toList();
    }

    private JdbcClient owner() {
        return JdbcClient.create(
                new DriverManagerDataSource(
                        url,
                        PostgresServer.OWNER,
                        SERVERS.postgres().password(PostgresServer.OWNER)));
    }

    @Test
    void the_checkpoint_carries_what_the_policy_asks_for_and_so_does_a_receipt() {
        AuditEvent event = record();
        until("both have cosigned", this::accepted);

        var keys = List.of(logKey.verifierKey(), slowLogKey.verifierKey());
        assertThat(cosigned().orElseThrow().verify(keys)).hasSize(2);
        var stored =
                platform.getBean(Trail.class)
                        .find(new TrailScope.Everything(), event.id())
                        .orElseThrow();
        var receipt = platform.getBean(Receipts.class).of(stored).orElseThrow();
        receipt.verify(EventCodec.encode(event), auditors);
        String proposed = platform.getBean(WitnessPolicy.class).text();
        var _ = TlogPolicy.parse(proposed.getBytes(UTF_8)).accept(cosigned().orElseThrow());
        assertThat(metric("unwitnessed")).isZero();
        assertThat(metric("until.witnessed")).isPositive();
        assertThat(metric("witness.size", "witness", "mps")).isPositive();
        assertThat(metric("witness.refused", "witness", "mps")).isZero();
        assertThat(alarms()).isEmpty();
    }

    @Test
    void the_log_goes_on_without_a_witness_and_says_so_until_it_is_back() {
        var _ = record();
        until("both have cosigned", this::accepted);
        police.close();

        var _ = record();
        until(
                "one has cosigned",
                () -> tables().cosigned().orElseThrow().size() == tables().head().size());

        assertThatThrownBy(this::accepted).isInstanceOf(NoteException.NoQuorum.class);
        assertThat(cosigned().orElseThrow().verify(List.of(camden.verifierKey()))).hasSize(1);
        assertThat(metric("witness.failed", "witness", "mps")).isPositive();
        assertThat(metric("unwitnessed")).isPositive();
        police.startAgain();
        until("both have cosigned again", this::accepted);
        until("it says so", () -> metric("unwitnessed") == 0);
    }

    @Test
    void a_witness_that_says_for_an_hour_that_it_does_not_work_is_raised() throws IOException {
        var agencys = new TrailScope.OfAgency(new AgencyCode("lfb"));
        police.close();
        HttpServer broken = broken(URI.create(police.url()).getPort());
        try {
            var _ = record();
            until("it fails", () -> metric("witness.failed", "witness", "mps") > 1);
            assertThat(alerts(AlertKind.WITNESS_BROKEN, agencys)).isEmpty();

            platform.getBean(Lead.class).by().set(Duration.ofHours(1));

            until("it is an alert", () -> !alerts(AlertKind.WITNESS_BROKEN, agencys).isEmpty());
        } finally {
            broken.stop(0);
        }
        Alert alarm = alerts(AlertKind.WITNESS_BROKEN, agencys).getFirst();
        assertThat(alarm.subject()).isEqualTo("witness mps");
        assertThat(alarm.reason()).contains("The witness mps has cosigned nothing since");
        assertThat(alarms()).isEmpty();
        police.startAgain();
        until("both have cosigned", this::accepted);
    }

    private static HttpServer broken(int port) throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        exchange.sendResponseHeaders(500, -1);
                    }
                });
        server.start();
        return server;
    }

    @Test
    void two_platforms_on_one_log_collect_without_raising_anything() {
        try (ConfigurableApplicationContext other = platform()) {
            for (int i = 0; i < 5; i++) {
                var _ = record();
            }
            until("both have cosigned", this::accepted);

            for (var each : List.of(platform, other)) {
                var refused =
                        each.getBean(MeterRegistry.class)
                                .get("datastore.audit.witness.refused")
                                .counters();
                assertThat(refused).hasSize(3).allMatch(counter -> counter.count() == 0);
            }
            assertThat(alarms()).isEmpty();
        }
    }

    /** By somebody with every right in the database, and the log's key. */
    private void rewrite(String... more) {
        platform.close();
        Checkpoint forged = forge(more);
        owner().sql("UPDATE audit.head SET checkpoint = ?")
                .param(NoteSigner.note(forged.text(), Instant.now(), logKey).format())
                .update();
        platform = platform();
    }

    /** By somebody with every right in the database. */
    private Checkpoint forge(String... more) {
        JdbcClient owner = owner();
        owner.sql("ALTER TABLE audit.leaf DISABLE TRIGGER ALL").update();
        owner.sql("ALTER TABLE audit.cosigned DISABLE TRIGGER ALL").update();
        for (String sql : more) {
            owner.sql(sql).update();
        }
        owner.sql("UPDATE audit.leaf SET entry = sha256('forged') WHERE leaf_index = 0").update();
        var hasher = new TreeHasher();
        var tree = Frontier.empty();
        owner.sql("SELECT entry FROM audit.leaf ORDER BY leaf_index")
                .query((row, _) -> row.getBytes(1))
                .list()
                .forEach(entry -> tree.append(hasher.leaf(entry)));
        owner.sql("UPDATE audit.head SET size = ?, root = ?")
                .params(tree.size(), tree.root().bytes())
                .update();
        return new Checkpoint(ORIGIN, tree.size(), tree.root());
    }

    @Test
    void a_log_that_was_rewritten_in_every_table_is_refused_by_the_witnesses_and_raised() {
        var _ = record();
        until("both have cosigned", this::accepted);

        rewrite("DELETE FROM audit.cosigned");
        var _ = record();

        until("it is raised", () -> metric("witness.refused", "witness", "camden") > 0);
        until("it is raised", () -> metric("witness.refused", "witness", "mps") > 0);
        assertThatThrownBy(this::accepted).isInstanceOf(NoteException.NoQuorum.class);
        until("both are alerts", () -> alarms().equals(List.of("witness camden", "witness mps")));
    }

    @Test
    void a_refused_log_is_one_alert_a_day_for_each_witness_and_can_be_reviewed() {
        var _ = record();
        until("both have cosigned", this::accepted);
        rewrite("DELETE FROM audit.cosigned");
        var _ = record();
        until("both are alerts", () -> alarms().size() == 2);
        double refusals = metric("witness.refused", "witness", "mps");
        until(
                "it is refused again and again",
                () -> metric("witness.refused", "witness", "mps") > refusals + 1);

        var all = new TrailScope.Everything();
        List<Alert> ofPolice =
                alarms(all).stream().filter(each -> each.subject().equals("witness mps")).toList();
        // midnight may have passed meanwhile
        assertThat(ofPolice).isNotEmpty().hasSizeLessThan(3);
        Alert alarm = ofPolice.getFirst();
        assertThat(alarm.reason())
                .contains("The witness mps refused a checkpoint of the audit log")
                .containsPattern("has cosigned a log of [0-9,]+ events?, and the log of [0-9,]+");
        var alerts = platform.getBean(Alerts.class);
        assertThat(alerts.concerns(alarm, new PersonId("sub-mps.officer"))).isFalse();
        assertThat(
                        alarms(
                                new TrailScope.OfData(
                                        new AgencyCode("camden"), new PersonId("sub-camden.ig"))))
                .isEmpty();
        new TransactionTemplate(platform.getBean(PlatformTransactionManager.class))
                .executeWithoutResult(_ -> alerts.add(alarm.id(), review()));
        assertThat(alerts.find(all, alarm.id()).orElseThrow().state()).isEqualTo(AlertState.CLOSED);
    }

    private static Review review() {
        return new Review(
                new PersonId("sub-city.auditor"),
                "city.auditor",
                null,
                Instant.now(),
                ReviewOutcome.DEALT_WITH,
                "It was put back from an old backup.",
                EventId.at(Instant.now()));
    }

    @Test
    void a_log_that_does_not_continue_what_was_cosigned_is_not_cosigned_by_its_own_key_either() {
        var _ = record();
        until("both have cosigned", this::accepted);
        String before = cosigned().orElseThrow().format();

        rewrite();
        var _ = record();

        until("it is raised", () -> metric("witness.refused", "witness", "self") > 0);
        until("it is an alert", () -> alarms().contains("platform"));
        assertThat(cosigned().orElseThrow().format()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoint", "NULL"})
    void a_log_that_was_rewritten_without_its_keys_gets_neither_events_nor_signatures_and_is_raised(
            String checkpoint) {
        var _ = record();
        until("both have cosigned", this::accepted);
        String served = served();

        Checkpoint forged = forge("UPDATE audit.head SET checkpoint = " + checkpoint);
        owner().sql("UPDATE audit.cosigned SET root = ?").param(forged.root().bytes()).update();
        platform.getBean(Recorder.class).record(event());

        until("it is an alert", () -> alarms().contains("platform"));
        until("it has tried", () -> metric("lag") > 0);
        platform.close();
        assertThat(leaves()).isEqualTo(forged.size());
        assertThat(served()).isEqualTo(served);
        assertThatThrownBy(this::platform)
                .hasStackTraceContaining("has no checkpoint that speaks of it");
    }

    private long leaves() {
        return owner().sql("SELECT count(*) FROM audit.leaf").query(Long.class).single();
    }

    private String served() {
        return owner().sql("SELECT checkpoint FROM audit.cosigned").query(String.class).single();
    }

    @Test
    void a_platform_that_saw_more_than_an_older_database_that_is_put_back_raises_it() {
        var _ = record();
        until("both have cosigned", this::accepted);
        LogHead older = tables().head();
        var _ = record();
        until("both have cosigned", this::accepted);

        owner().sql(
                        """
                        ALTER TABLE audit.leaf DISABLE TRIGGER ALL;
                        ALTER TABLE audit.cosigned DISABLE TRIGGER ALL;
                        DELETE FROM audit.leaf WHERE leaf_index >= ?;
                        DELETE FROM audit.cosigned;
                        UPDATE audit.head SET size = ?, root = ?, checkpoint = ?
                        """)
                .param(older.size())
                .param(older.size())
                .param(older.root().bytes())
                .param(older.checkpoint())
                .update();
        platform.getBean(Recorder.class).record(event());

        until("it is an alert", () -> alarms().contains("platform"));
        until("it has tried", () -> metric("lag") > 0);
        platform.close();
        assertThat(leaves()).isEqualTo(older.size());
    }

    @Test
    void a_log_that_was_cut_short_in_every_table_is_refused_by_the_witnesses_and_raised() {
        var _ = record();
        var _ = record();
        until("both have cosigned", this::accepted);

        rewrite("DELETE FROM audit.cosigned", "DELETE FROM audit.leaf WHERE leaf_index > 0");

        until("it is raised", () -> metric("witness.refused", "witness", "mps") > 0);
        until("it is an alert", () -> alarms().contains("witness mps"));
        assertThat(tables().head().size()).isEqualTo(1);
    }
}
