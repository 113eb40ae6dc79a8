package city.datastore.benchmarks;

import city.datastore.access.conditions.Conditions;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.index.FactFeed;
import city.datastore.access.index.FactTables;
import city.datastore.access.index.LeasedIndex;
import city.datastore.access.index.PermitTable;
import city.datastore.access.index.Settlement;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.prohibitions.ProhibitionAsk;
import city.datastore.access.prohibitions.Prohibitions;
import city.datastore.access.requests.StoredGrants;
import city.datastore.access.rolepolicies.RolePolicies;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.RequestId;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Decisions from the index among a hundred thousand agreements and up to a million grants: how long
 * each takes, how long the index takes to build and how large it is, and how soon a stop holds on
 * two nodes.
 */
final class IndexBenchmark {
    private static final List<Integer> GRANTS = List.of(1_000, 10_000, 100_000, 1_000_000);
    private static final int GRANTS_OF_ONE = 20;
    private static final int QUESTIONS = 100_000;
    private static final int WARM_UP = 2_000_000;
    private static final int MEASURED = 1_000_000;
    private static final int STOPS = 100;

    private final MeasuredPlatform platform;
    private final JdbcClient database;
    private final Gatekeeper gate;
    private final LeasedIndex index;

    IndexBenchmark(MeasuredPlatform platform) {
        this.platform = platform;
        this.database = JdbcClient.create(platform.bean(DataSource.class));
        this.gate = platform.bean(Gatekeeper.class);
        this.index = platform.bean(LeasedIndex.class);
    }

    void run(Table table) throws Exception {
        var shared =
                Shared.of(
                        platform,
                        "indexed",
                        "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8),
                        "text/csv",
                        List.of("a"));
        new AgreementsBenchmark(platform, AgreementsBenchmark.USUAL_AGREEMENTS).fill(shared);
        int from = 0;
        for (int grants : GRANTS) {
            grant(shared, from, grants);
            from = grants;
            awaitIndex();
            decide(table, grants);
        }
        everything(table);
        build(table);
    }

    /** Grants of twenty agreements to each of so many readers. */
    private void grant(Shared shared, int from, int to) throws SQLException {
        var inserts = new ArrayList<String>();
        String id = "('00000000-0000-7000-9%s-' || lpad(to_hex(n), 12, '0'))::uuid";
        String reader = "'reader-' || n / " + GRANTS_OF_ONE;
        for (boolean grants : List.of(false, true)) {
            String own =
                    grants
                            ? "'id', %s, 'request', %s, 'holder', %s"
                                    .formatted(id.formatted("001"), id.formatted("000"), reader)
                            : "'id', %s, 'grant_id', %s, 'requester', %s"
                                    .formatted(id.formatted("000"), id.formatted("001"), reader);
            inserts.add(
                    """
                    INSERT INTO access.%1$s
                    SELECT made.*
                    FROM (SELECT * FROM access.%1$s WHERE agreement = '%3$s' AND %4$s NOT LIKE 'holder-%%'
                            LIMIT 1) AS real,
                        generate_series(%5$d, %6$d) AS n
                        JOIN agreements.agreement a ON a.year = 2025 AND a.number = 1 + (n::bigint * 7919) %% %7$d
                        JOIN agreements.scope s ON s.reference = a.reference AND s.edition = 1
                        JOIN agreements.party p ON p.reference = a.reference AND p.edition = 1 AND p.receives,
                        LATERAL jsonb_populate_record(NULL::access.%1$s,
                            to_jsonb(real) || jsonb_build_object(%2$s, 'agency', p.agency, 'dataset', s.dataset,
                                'owner', split_part(s.dataset, '/', 1), 'agreement', a.reference)) AS made\
                    """
                            .formatted(
                                    grants ? "access_grant" : "access_request",
                                    own,
                                    shared.agreement(),
                                    grants ? "holder" : "requester",
                                    from,
                                    to - 1,
                                    AgreementsBenchmark.USUAL_AGREEMENTS));
        }
        inserts.add("ANALYZE access.access_grant");
        Loading.load(platform, inserts);
    }

    /** Until the platform's index has what the database has, and a lease. */
    private void awaitIndex() throws InterruptedException {
        long stored =
                database.sql("SELECT count(*) FROM access.access_grant").query(Long.class).single();
        while (index.size().grants() != stored || !index.leased()) {
            Thread.sleep(20);
        }
    }

    private void decide(Table table, int grants) throws InterruptedException {
        var questions = questions();
        measure(questions, WARM_UP);
        awaitIndex();
        long before = gate.decidedFromDatabase();
        long[] taken = measure(questions, MEASURED);
        double seconds = Arrays.stream(taken).sum() / 1e9;
        table.line(
                "decision from the index, %,d grants".formatted(grants),
                "p50 %.2f µs, p99 %.2f µs".formatted(micros(taken, 0.5), micros(taken, 0.99)),
                "one thread, %,d each timed, its question made just before as a call makes it, %,.0f a second, %d of them asked the database; %,d agreements"
                        .formatted(
                                MEASURED,
                                MEASURED / seconds,
                                gate.decidedFromDatabase() - before,
                                index.size().agreements()));
    }

    private long[] measure(List<Asked> questions, int times) {
        long[] taken = new long[times];
        for (int i = 0; i < times; i++) {
            var question = questions.get(i % questions.size()).question();
            long start = System.nanoTime();
            boolean allowed = gate.explain(question) instanceof Judgement.Allowed;
            taken[i] = System.nanoTime() - start;
            if (!allowed) {
                throw new IllegalStateException("the decision measured has to be a yes");
            }
        }
        return taken;
    }

    /** What a question is made of. */
    private record Asked(String holder, String agency, String dataset, String agreement) {
        /** The question, of texts of its own, as they come with a call. */
        Question question() {
            return new Question(
                    reader(fresh(holder), fresh(agency)),
                    Act.READ_CONTENT,
                    new Target.OfVersion(DatasetId.parse(fresh(dataset)), 1),
                    new AgreementRef(fresh(agreement)),
                    new PurposeCode(fresh(Shared.PURPOSE)));
        }

        private static String fresh(String text) {
            return String.valueOf(text.toCharArray());
        }
    }

    private List<Asked> questions() {
        return database.sql(
                        "SELECT holder, agency, dataset, agreement FROM access.access_grant"
                                + " WHERE holder LIKE 'reader-%' ORDER BY random() LIMIT "
                                + QUESTIONS)
                .query((row, _) ->
                        new Asked(
                                row.getString("holder"),
                                row.getString("agency"),
                                row.getString("dataset"),
                                row.getString("agreement")))
                .list();
    }

    private static Caller reader(String holder, String agency) {
        return new Caller(
                new PersonId(holder),
                holder,
                new AgencyCode(agency),
                Set.of(Role.OFFICER),
                false,
                new RequestId("benchmark"));
    }

    /** Every dataset on which one person holds a grant, and whether they may read it now. */
    private void everything(Table table) {
        var questions = questions();
        double[] taken = new double[2_000];
        int asked = 0;
        for (int i = -2_000; i < taken.length; i++) {
            var one = questions.get(Math.abs(i) % questions.size()).question();
            long start = System.nanoTime();
            var readable = new ArrayList<DatasetId>();
            var datasets = index.read(facts -> List.copyOf(facts.datasets(one.caller().person())));
            for (var dataset : datasets == null ? List.<DatasetId>of() : datasets) {
                var question =
                        new Question(
                                one.caller(),
                                Act.READ_CONTENT,
                                new Target.OfDataset(dataset),
                                null,
                                one.purpose());
                if (gate.explain(question) instanceof Judgement.Allowed) {
                    readable.add(dataset);
                }
                asked++;
            }
            if (readable.isEmpty()) {
                throw new IllegalStateException("they may read something");
            }
            if (i >= 0) {
                taken[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        table.line(
                "everything that one person may read",
                "p50 %.3f ms, p99 %.3f ms"
                        .formatted(Table.median(taken), Table.percentile(taken, 0.99)),
                "%,d people, %.0f datasets each"
                        .formatted(taken.length, (double) asked / (taken.length + 2_000)));
    }

    private void build(Table table) throws Exception {
        var tables =
                new FactTables(
                        platform.bean(PermitTable.class),
                        new StoredGrants(),
                        Prohibitions.TABLE,
                        Conditions.TABLE,
                        RolePolicies.TABLE);
        var other = new LeasedIndex();
        long before = used();
        long start = System.nanoTime();
        try (var node =
                new FactFeed(
                        platform.bean("factsDataSource", DataSource.class),
                        tables,
                        other,
                        new Settlement(),
                        () -> {},
                        _ -> {})) {
            allowMoreConnections();
            node.start();
            while (!other.leased()) {
                Thread.sleep(5);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long heap = used() - before;
            table.line(
                    "index built from the database",
                    "%.1f s, %,d MiB".formatted(seconds, heap >> 20),
                    "%,d agreements, %,d grants"
                            .formatted(other.size().agreements(), other.size().grants()));
            stop(table, other);
        }
    }

    private void allowMoreConnections() throws SQLException {
        platform.bean("factsDataSource", DataSource.class)
                .unwrap(com.zaxxer.hikari.HikariDataSource.class)
                .setMaximumPoolSize(4);
    }

    private static long used() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** A freeze, from the call to its return, when it holds on the two nodes. */
    private void stop(Table table, LeasedIndex other) throws InterruptedException {
        var prohibitions = platform.bean(Prohibitions.class);
        var dataset = DatasetId.parse("brent/indexed");
        var lead =
                new Caller(
                        new PersonId("benchmark"),
                        "brent.ig",
                        new AgencyCode("brent"),
                        Set.of(Role.IG_LEAD),
                        true,
                        new RequestId("benchmark"));
        double[] taken = new double[STOPS];
        for (int i = -20; i < STOPS; i++) {
            while (!other.leased()) {
                Thread.sleep(5);
            }
            long start = System.nanoTime();
            var set =
                    prohibitions.set(
                            lead,
                            new ProhibitionAsk(
                                    Prohibition.Kind.FREEZE, dataset, null, null, "benchmark"));
            if (i >= 0) {
                taken[i] = (System.nanoTime() - start) / 1e6;
            }
            var known = other.read(facts -> facts.prohibitions(dataset, lead).size());
            if (known != null && known == 0) {
                throw new IllegalStateException("the other node does not know of the stop");
            }
            prohibitions.end(lead, set.value().rule().id(), "benchmark");
        }
        Arrays.sort(taken);
        table.line(
                "a stop, from the call to its return",
                "p50 %.1f ms, p99 %.1f ms, longest %.1f ms"
                        .formatted(
                                Table.median(taken),
                                Table.percentile(taken, 0.99),
                                taken[taken.length - 1]),
                "%d freezes, decided, recorded, committed, and applied by both nodes"
                        .formatted(STOPS));
    }

    private static double micros(long[] taken, double share) {
        Arrays.sort(taken);
        return taken[(int) (share * (taken.length - 1))] / 1e3;
    }
}
