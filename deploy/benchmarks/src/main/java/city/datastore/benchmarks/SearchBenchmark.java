package city.datastore.benchmarks;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.schema.DatabaseProperties;
import city.datastore.audit.schema.SchemaMigration;
import city.datastore.audit.trail.JdbcTrail;
import city.datastore.audit.trail.Trail;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.audit.trail.TrailScope;
import city.datastore.stack.PostgresServer;
import java.lang.management.ManagementFactory;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * How long a page of the trail takes in a large record, for each kind of search: twice, first while
 * most of it has not been read since it was written, then again. PostgreSQL runs as {@code
 * docs/configuration.md} says for a large record.
 */
final class SearchBenchmark {
    static final long USUAL_EVENTS = 1_000_000;

    private static final ZoneId UK = ZoneId.of("Europe/London");
    private static final int TIMES = 40;
    private static final int PAGE = 25;
    private static final TrailScope ALL = new TrailScope.Everything();

    private final PostgresServer postgres;
    private final long events;
    private final Random random = new Random(1);
    private final List<Double> firstPages = new ArrayList<>();
    private final List<Double> deepPages = new ArrayList<>();

    SearchBenchmark(PostgresServer postgres, long events) {
        this.postgres = postgres;
        this.events = events;
    }

    void run(Table table) throws SQLException {
        postgres.restartWith(
                Map.of(
                        "shared_buffers",
                        memory() / 4 / (1 << 20) + "MB",
                        "effective_io_concurrency",
                        "64",
                        "io_workers",
                        "10"));
        String url = postgres.freshDatabase();
        new SchemaMigration(
                        "audit",
                        new DatabaseProperties(
                                url,
                                postgres.passwordFile(PostgresServer.OWNER),
                                postgres.passwordFile(PostgresServer.APP),
                                postgres.passwordFile(PostgresServer.AUDIT)))
                .migrate();
        long start = System.nanoTime();
        try (var owner =
                DriverManager.getConnection(
                        url, PostgresServer.OWNER, postgres.password(PostgresServer.OWNER))) {
            new LargeRecord(owner, events).fill();
        }
        System.err.printf("filled in %d s%n", (System.nanoTime() - start) / 1_000_000_000L);
        var audit =
                new SingleConnectionDataSource(
                        url, PostgresServer.AUDIT, postgres.password(PostgresServer.AUDIT), true);
        try {
            measure(new JdbcTrail(audit), table);
            table.line("again", "", "the same kinds of searches once more, with other values");
            measure(new JdbcTrail(audit), table);
        } finally {
            audit.destroy();
        }
    }

    /** Of the machine, in bytes. */
    private static long memory() {
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        return system.getTotalMemorySize();
    }

    private void measure(Trail trail, Table table) {
        search(trail, table, "everything", ALL, () -> TrailQuery.ANY);
        search(trail, table, "person, by id", ALL, () -> query("person"));
        search(trail, table, "person, by user name", ALL, () -> query("username"));
        search(trail, table, "agency", ALL, () -> query("agency"));
        search(trail, table, "dataset", ALL, () -> query("dataset"));
        search(trail, table, "agreement", ALL, () -> query("agreement"));
        search(trail, table, "purpose", ALL, () -> query("purpose"));
        search(trail, table, "action, seldom", ALL, () -> query("terminate"));
        search(trail, table, "action, often", ALL, () -> query("read"));
        search(trail, table, "outcome refused", ALL, () -> query("refused"));
        search(trail, table, "outcome allowed", ALL, () -> query("allowed"));
        search(trail, table, "time", ALL, () -> query("time"));
        search(trail, table, "person and dataset", ALL, () -> query("person dataset"));
        search(trail, table, "person and agency", ALL, () -> query("username agency"));
        search(trail, table, "dataset, refused, time", ALL, () -> query("dataset refused time"));
        search(trail, table, "agency and purpose", ALL, () -> query("agency purpose"));
        search(trail, table, "agency and seldom action", ALL, () -> query("agency terminate"));
        search(trail, table, "scope of an agency", agency(), () -> TrailQuery.ANY);
        search(trail, table, "scope of an agency, person", agency(), () -> query("username"));
        search(trail, table, "scope of an agency, agency", agency(), () -> query("agency"));
        search(trail, table, "scope of a lead", lead(), () -> TrailQuery.ANY);
        search(trail, table, "own acts", own(), () -> TrailQuery.ANY);
        search(trail, table, "text, often", ALL, () -> query("grant"));
        search(trail, table, "text, seldom", ALL, () -> query("word"));
        search(trail, table, "text, nowhere", ALL, () -> query("nowhere"));
        search(trail, table, "text nowhere, in a dataset", ALL, () -> query("dataset nowhere"));
        search(trail, table, "text nowhere, in an agency", agency(), () -> query("nowhere"));
        table.line(
                "search: all of these together",
                figure(together(firstPages)),
                "first page, each kind as often; a page deep inside %s"
                        .formatted(figure(together(deepPages))));
        chart(trail, table, "everything", ALL, () -> query("days"));
        chart(trail, table, "agency", ALL, () -> query("days agency"));
        chart(trail, table, "scope of an agency", agency(), () -> query("days"));
        chart(trail, table, "scope of a lead", lead(), () -> query("days"));
        chart(trail, table, "person", ALL, () -> query("days username"));
        chart(trail, table, "dataset", ALL, () -> query("days dataset"));
    }

    private static double[] together(List<Double> millis) {
        double[] all = millis.stream().mapToDouble(Double::doubleValue).toArray();
        millis.clear();
        return all;
    }

    private static TrailScope agency() {
        return new TrailScope.OfAgency(new AgencyCode(LargeRecord.agency(3)));
    }

    private static TrailScope lead() {
        return new TrailScope.OfData(
                new AgencyCode(LargeRecord.agency(3)), new PersonId(LargeRecord.person(3)));
    }

    private static TrailScope own() {
        return new TrailScope.OwnActs(new PersonId(LargeRecord.person(7)));
    }

    private void search(
            Trail trail, Table table, String what, TrailScope scope, Supplier<TrailQuery> query) {
        double[] first = new double[TIMES];
        double[] deep = new double[TIMES];
        var found = new LongAdder();
        for (int i = 0; i < TIMES; i++) {
            TrailQuery asked = query.get();
            first[i] =
                    millis(() ->
                            found.add(
                                    trail.search(scope, asked, new PageRequest(PAGE, null))
                                            .items()
                                            .size()));
            String cursor = Cursor.of(1 + random.nextLong(events));
            deep[i] = millis(() -> trail.search(scope, asked, new PageRequest(PAGE, cursor)));
        }
        DoubleStream.of(first).forEach(firstPages::add);
        DoubleStream.of(deep).forEach(deepPages::add);
        table.line(
                "search: " + what,
                figure(first),
                "first page, of %.1f events on average; a page deep inside %s; %d times each"
                        .formatted(found.doubleValue() / TIMES, figure(deep), TIMES));
    }

    private static void chart(
            Trail trail, Table table, String what, TrailScope scope, Supplier<TrailQuery> query) {
        double[] taken = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            TrailQuery asked = query.get();
            taken[i] = millis(() -> trail.perDay(scope, asked, UK));
        }
        table.line("chart of 92 days: " + what, figure(taken), "%d times".formatted(TIMES));
    }

    private static String figure(double[] millis) {
        return "p50 %.0f ms, p95 %.0f ms"
                .formatted(Table.median(millis), Table.percentile(millis, 0.95));
    }

    private static double millis(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    /** A query with the filters named, each with a value as often as it is in the record. */
    private TrailQuery query(String filters) {
        int person = LargeRecord.often(random, LargeRecord.PEOPLE);
        int data = LargeRecord.often(random, LargeRecord.DATASETS);
        int agency = LargeRecord.often(random, LargeRecord.AGENCIES);
        Instant from = null;
        Instant to = null;
        if (filters.contains("time")) {
            int month = random.nextInt(LargeRecord.MONTHS - 1);
            from = LargeRecord.month(month).plusSeconds(86_400L * random.nextInt(20));
            to = from.plusSeconds(86_400L * 7);
        } else if (filters.contains("days")) {
            var last = LargeRecord.month(random.nextInt(4, LargeRecord.MONTHS)).atZone(UK);
            var day = last.toLocalDate().atStartOfDay(UK);
            to = day.toInstant();
            from = day.minusDays(92).toInstant();
        }
        return new TrailQuery(
                actor(filters, person),
                filters.contains("agency") ? new AgencyCode(LargeRecord.agency(agency)) : null,
                filters.contains("dataset") ? LargeRecord.dataset(data) : null,
                filters.contains("agreement")
                        ? LargeRecord.agreement(data * 7 % LargeRecord.AGREEMENTS)
                        : null,
                filters.contains("purpose")
                        ? LargeRecord.purpose(data % LargeRecord.PURPOSES)
                        : null,
                filters.contains("terminate")
                        ? "agreement.terminate"
                        : filters.contains("read") ? "dataset.read" : null,
                filters.contains("refused")
                        ? "refused"
                        : filters.contains("allowed") ? "allowed" : null,
                from,
                to,
                text(filters));
    }

    private static @Nullable String actor(String filters, int person) {
        if (filters.contains("username")) {
            return LargeRecord.username(person);
        }
        return filters.contains("person") ? LargeRecord.person(person) : null;
    }

    private @Nullable String text(String filters) {
        if (filters.contains("nowhere")) {
            return "no such word";
        }
        if (filters.contains("word")) {
            return "officer" + (1_900 + random.nextInt(100));
        }
        return filters.contains("grant") ? "supplier grant" : null;
    }
}
