package city.datastore.benchmarks;

import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.Actor;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.RequestId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fills the tables of the record with many events over two years, a partition a month, as a city
 * might make them: few people, datasets and agencies do much, most do little. Twenty thousand
 * different events are made by the real codec and stand in the record again and again, at other
 * times.
 */
final class LargeRecord {
    static final int AGENCIES = 33;
    static final int PEOPLE = 2_000;
    static final int DATASETS = 500;
    static final int AGREEMENTS = 300;
    static final int PURPOSES = 60;
    static final int MONTHS = 24;

    private static final int DIFFERENT = 20_000;
    private static final YearMonth FIRST = YearMonth.of(2024, 12);
    private static final long BETWEEN_WORDS = 97;
    private static final long COUNTED_AT_ONCE = 100_000;

    private final Connection owner;
    private final long events;
    private final Random random = new Random(20261122);

    LargeRecord(Connection owner, long events) {
        this.owner = owner;
        this.events = events;
    }

    /** The first instant of a month, counted from 0. */
    static Instant month(int number) {
        return FIRST.plusMonths(number).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    void fill() throws SQLException {
        templates();
        for (int month = 0; month < MONTHS; month++) {
            fill(month);
        }
        for (long counted = 0; counted < events; counted += COUNTED_AT_ONCE) {
            execute(
                    "SELECT audit.count_decisions(%d, %d)"
                            .formatted(counted, Math.min(counted + COUNTED_AT_ONCE, events)));
        }
        execute("UPDATE audit.alert_progress SET sequence = " + events);
        execute("UPDATE audit.head SET size = " + events);
        execute("VACUUM (ANALYZE) audit.event");
        execute("VACUUM (ANALYZE) audit.activity");
    }

    private void fill(int month) throws SQLException {
        String name = "event_" + FIRST.plusMonths(month).toString().replace('-', '_');
        long from = events * month / MONTHS;
        long until = events * (month + 1) / MONTHS;
        execute(
                "CREATE TABLE audit.%s PARTITION OF audit.event FOR VALUES FROM ('%s') TO ('%s')"
                        .formatted(name, month(month), month(month + 1)));
        execute("GRANT SELECT ON audit." + name + " TO datastore_audit");
        execute(
                """
                INSERT INTO audit.event (sequence, id, at, stored_at, actor, username, actor_agency,
                    owner_agency, dataset, agreement, purpose, action, outcome, canonical, digest,
                    salt, topic_partition, topic_offset)
                SELECT n, gen_random_uuid(), moment, moment, actor, username, actor_agency,
                    owner_agency, dataset, agreement, purpose, action, outcome, canonical, digest,
                    digest, 0, n
                FROM (SELECT n, '%s'::timestamptz
                        + (n - %d) * ('%s'::timestamptz - '%s'::timestamptz) / %d AS moment
                    FROM generate_series(%d, %d) AS n) AS place
                JOIN benchmark.template ON number = abs(hashint8(n)) %% %d
                ORDER BY n
                """
                        .formatted(
                                month(month),
                                from,
                                month(month + 1),
                                month(month),
                                until - from + 1,
                                from + 1,
                                until,
                                DIFFERENT));
        System.err.println("filled " + name + ", " + until + " events");
    }

    private void templates() throws SQLException {
        execute("CREATE SCHEMA benchmark");
        execute(
                "CREATE UNLOGGED TABLE benchmark.template (number int PRIMARY KEY, actor text,"
                        + " username text, actor_agency text, owner_agency text, dataset text,"
                        + " agreement text, purpose text, action text, outcome text,"
                        + " canonical bytea, digest bytea)");
        try (PreparedStatement insert =
                owner.prepareStatement(
                        "INSERT INTO benchmark.template SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, bytes,"
                                + " sha256(bytes) FROM (SELECT ?::bytea AS bytes) AS event")) {
            for (int i = 0; i < DIFFERENT; i++) {
                AuditEvent event = event(i);
                var about = event.about();
                var dataset = about.dataset();
                List<@Nullable Object> values = new ArrayList<>();
                values.add(i);
                values.add(event.actor().person().value());
                values.add(event.actor().username());
                values.add(text(event.actor().agency()));
                values.add(dataset == null ? null : dataset.agency().value());
                values.add(text(dataset));
                values.add(text(about.agreement()));
                values.add(text(about.purpose()));
                values.add(event.action().name());
                values.add(event.outcome().word());
                for (int at = 0; at < values.size(); at++) {
                    insert.setObject(at + 1, values.get(at));
                }
                insert.setBytes(values.size() + 1, EventCodec.encode(event));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Small numbers come often, large ones seldom. */
    static int often(Random random, int most) {
        return (int) (Math.pow(random.nextDouble(), 3) * most);
    }

    static String person(int number) {
        return "p" + new UUID(0x1234L, number);
    }

    static String username(int number) {
        return agency(number % AGENCIES) + ".officer" + number;
    }

    static String agency(int number) {
        return "agency-" + (char) ('a' + number / 10) + number % 10;
    }

    static DatasetId dataset(int number) {
        return new DatasetId(new AgencyCode(agency(number % AGENCIES)), "dataset-" + number);
    }

    static AgreementRef agreement(int number) {
        return new AgreementRef("DSA-2026-%04d".formatted(number + 1));
    }

    static PurposeCode purpose(int number) {
        return new PurposeCode("purpose-" + number);
    }

    /** One of the events that others are like; its id, time and request are nobody's. */
    AuditEvent event(int number) {
        int who = often(random, PEOPLE);
        int what = random.nextInt(1_000);
        var actor =
                new Actor(
                        new PersonId(person(who)),
                        username(who),
                        new AgencyCode(agency(who % AGENCIES)),
                        new TreeSet<>(List.of("officer")));
        int data = often(random, DATASETS);
        var about =
                About.NOTHING
                        .withDataset(dataset(data), 1 + random.nextInt(9))
                        .withAgreement(agreement(data * 7 % AGREEMENTS), 1)
                        .withPurpose(purpose(data % PURPOSES))
                        .withColumns(
                                List.of(
                                        "Supplier Name",
                                        "Amount",
                                        "column " + number % BETWEEN_WORDS));
        if (what < 550) {
            return event(actor, "dataset.read", Activity.READ, about, decided(what < 500));
        }
        if (what < 880) {
            return event(
                    actor,
                    "dataset.release",
                    Activity.READ,
                    about.withBytes(random.nextLong(1_000_000_000)),
                    what < 875
                            ? new Outcome.Done()
                            : new Outcome.Failed(
                                    List.of(new Reason("broken-off", "The connection ended."))));
        }
        if (what < 990) {
            return event(actor, "audit.search", Activity.QUERY, About.NOTHING, decided(what < 985));
        }
        return event(
                actor,
                what < 999 ? "access-request.ask" : "agreement.terminate",
                Activity.CREATE,
                About.NOTHING.withAgreement(agreement(data % AGREEMENTS), 1),
                new Outcome.Done());
    }

    private static Outcome decided(boolean allowed) {
        return allowed
                ? new Outcome.Allowed(
                        List.of(
                                new Reason("agreement-in-force", "The agreement is in force."),
                                new Reason("grant-in-force", "The grant is in force.")))
                : new Outcome.Refused(
                        List.of(new Reason("no-grant", "You hold no grant for this dataset.")));
    }

    private static AuditEvent event(
            Actor actor, String action, Activity activity, About about, Outcome outcome) {
        Instant at = month(0);
        return new AuditEvent(
                EventId.at(at),
                at,
                actor,
                new Action(action, activity),
                about,
                outcome,
                new RequestId("benchmark"));
    }

    private void execute(String sql) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
