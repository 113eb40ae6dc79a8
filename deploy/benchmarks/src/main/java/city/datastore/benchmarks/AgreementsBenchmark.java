package city.datastore.benchmarks;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.Flows;
import city.datastore.agreements.Move;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.platform.desk.ImpactDesk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;

/** How long readers wait among many agreements; one of them has 38 parties, one 10,000 grants. */
final class AgreementsBenchmark {
    static final int USUAL_AGREEMENTS = 100_000;

    private static final int TIMES = 200;
    private static final int GRANTS = 10_000;
    private static final int EVENTS = 100_000;
    private static final String LARGEST = "DSA-2024-0001";

    private final MeasuredPlatform platform;
    private final int agreements;
    private final Random random = new Random(1);

    AgreementsBenchmark(MeasuredPlatform platform, int agreements) {
        this.platform = platform;
        this.agreements = agreements;
    }

    void run(Table table) throws Exception {
        var shared =
                Shared.of(
                        platform,
                        "agreed",
                        "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8),
                        "text/csv",
                        List.of("a"));
        long start = System.nanoTime();
        fill(shared);
        System.err.printf("filled in %d s%n", (System.nanoTime() - start) / 1_000_000_000L);
        time(table, "one agreement", () -> get("city.auditor", "/api/v1/agreements/" + any()));
        time(
                table,
                "the agreement of 38 parties",
                () -> get("city.auditor", "/api/v1/agreements/" + LARGEST));
        time(table, "list, an agency's own", () -> get("brent.ig", "/api/v1/agreements?limit=50"));
        time(
                table,
                "list, by party and state",
                () -> get("city.auditor", "/api/v1/agreements?party=gla&state=active&limit=50"));
        time(
                table,
                "list, by dataset",
                () ->
                        get(
                                "city.auditor",
                                "/api/v1/agreements?dataset=" + shared.dataset() + "&limit=50"));
        time(table, "public register", () -> get("brent.ig", "/register"));
        time(table, "public matrix, page", () -> get("brent.ig", "/register/matrix"));
        time(table, "public matrix, JSON", () -> get("brent.ig", "/register/matrix.json"));
        time(
                table,
                "coverage search",
                () ->
                        platform.post(
                                "gla.officer",
                                "/coverage",
                                Map.of("dataset", shared.dataset(), "columns", List.of("b"))));
        time(
                table,
                "review, 10,000 grants",
                () -> get("brent.ig", "/api/v1/agreements/" + shared.agreement() + "/review"));
        time(
                table,
                "review, 100,000 events",
                () -> get("brent.ig", "/api/v1/agreements/" + LARGEST + "/review"));
        ownMatrix(table);
        impact(table, shared);
    }

    /** The pages of those who have signed in take a session, so what they ask is timed alone. */
    private void ownMatrix(Table table) {
        var flows = platform.bean(Flows.class);
        double[] taken = new double[TIMES];
        int pairs = 0;
        for (int i = 0; i < taken.length; i++) {
            long start = System.nanoTime();
            pairs = flows.of(lead()).value().size();
            taken[i] = (System.nanoTime() - start) / 1e6;
        }
        table.line(
                "agreements: an agency's own matrix",
                figure(taken),
                "%,d pairs; in process, %d times".formatted(pairs, taken.length));
    }

    private static Caller lead() {
        return new Caller(
                new PersonId("benchmark"),
                "brent.ig",
                new AgencyCode("brent"),
                Set.of(Role.IG_LEAD),
                true,
                new RequestId("benchmark"));
    }

    private void impact(Table table, Shared shared) throws Exception {
        var agreement =
                platform.bean(AgreementRegister.class)
                        .find(new AgreementRef(shared.agreement()))
                        .orElseThrow();
        var desk = platform.bean(ImpactDesk.class);
        double[] taken = new double[20];
        int stopped = 0;
        for (int i = 0; i < taken.length; i++) {
            long start = System.nanoTime();
            stopped =
                    desk.of(lead(), agreement, Move.Suspend::new).orElseThrow().impact().stopped();
            taken[i] = (System.nanoTime() - start) / 1e6;
        }
        table.line(
                "impact of a suspension",
                figure(taken),
                "%,d grants stop; in process, %d times".formatted(stopped, taken.length));
    }

    /** What is measured. */
    private interface Call {
        void make() throws IOException, InterruptedException;
    }

    private static void time(Table table, String what, Call call)
            throws IOException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            call.make();
        }
        double[] taken = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            call.make();
            taken[i] = (System.nanoTime() - start) / 1e6;
        }
        table.line("agreements: " + what, figure(taken), "over HTTP, %d times".formatted(TIMES));
    }

    private void get(String person, String path) throws IOException, InterruptedException {
        platform.fetch(person, path);
    }

    private String any() {
        int number = 1 + random.nextInt(agreements);
        return "DSA-2025-" + (number < 1000 ? "%04d".formatted(number) : String.valueOf(number));
    }

    private static String figure(double[] millis) {
        return "p50 %.0f ms, p95 %.0f ms"
                .formatted(Table.median(millis), Table.percentile(millis, 0.95));
    }

    /** Copies of one real agreement between pairs of agencies, as the register keeps them. */
    void fill(Shared shared) throws SQLException {
        String pair =
                """
                WITH agency AS (SELECT array_agg(code ORDER BY code) AS code
                        FROM access.agency WHERE kind <> 'oversight'),
                    pair AS (SELECT n, 'DSA-2025-' || CASE WHEN n < 1000 THEN lpad(n::text, 4, '0')
                            ELSE n::text END AS reference,
                        code[1 + n %% 37] AS giver,
                        code[1 + (n %% 37 + 1 + n / 37 %% 36) %% 37] AS taker
                    FROM generate_series(1, %d) AS n, agency)
                """
                        .formatted(agreements);
        String dataset =
                "CASE WHEN giver = 'brent' THEN '%s' ELSE giver || '/data-' || n %% 15 END"
                        .formatted(shared.dataset());
        String row =
                """
                INSERT INTO agreements.agreement (reference, year, number, state, version, edition,
                    editions, round, rounds, steps, revision, drafted_by, drafted_at, starts, ends,
                    review_due, round_step)
                """;
        String copies =
                """
                SELECT reference, 2025, n, 'active', 1, 1, 1, 1, 1, 3, 3, giver,
                    now() - interval '90 days', now() - interval '60 days',
                    now() + interval '300 days', now() + (1 + n % 290) * interval '1 day', 2
                FROM pair\
                """;
        String terms =
                """
                INSERT INTO agreements.edition (reference, edition, version, terms, written_by,
                    written_at)
                SELECT pair.reference, 1, 1, real.terms || jsonb_build_object(
                        'title', 'Benchmark ' || n,
                        'parties', jsonb_build_array(
                            jsonb_build_object('agency', giver, 'role', 'independent_controller',
                                'provides', true, 'receives', false),
                            jsonb_build_object('agency', taker, 'role', 'independent_controller',
                                'provides', false, 'receives', true)),
                        'datasets', jsonb_build_array(jsonb_build_object(
                            'dataset', %s, 'columns', real.terms -> 'datasets' -> 0 -> 'columns')),
                        'particulars', CASE WHEN n %% 10 = 0
                            THEN '{"agreement": {"publish-summary": ["yes"]}}'::jsonb
                            ELSE '{}'::jsonb END),
                    giver, now()
                FROM pair, agreements.edition real
                WHERE real.reference = '%s' AND real.edition = 1\
                """
                        .formatted(dataset, shared.agreement());
        Loading.load(
                platform,
                List.of(
                        pair + row + copies,
                        pair + terms,
                        largest(shared, row),
                        """
                        INSERT INTO agreements.party (reference, edition, agency, provides, receives)
                        SELECT reference, edition, party ->> 'agency',
                            (party ->> 'provides')::boolean, (party ->> 'receives')::boolean
                        FROM agreements.edition, jsonb_array_elements(terms -> 'parties') AS party
                        WHERE reference < 'DSA-2026'\
                        """,
                        """
                        INSERT INTO agreements.scope (reference, edition, dataset)
                        SELECT reference, edition, scope ->> 'dataset'
                        FROM agreements.edition, jsonb_array_elements(terms -> 'datasets') AS scope
                        WHERE reference < 'DSA-2026'\
                        """,
                        """
                        INSERT INTO agreements.signature (reference, round, agency, edition, place,
                            person, name, signed_at, comment)
                        SELECT reference, 1, agency, 1,
                            row_number() OVER (PARTITION BY reference ORDER BY agency),
                            'benchmark', agency || '.ig', now() - interval '60 days', ''
                        FROM agreements.party WHERE reference < 'DSA-2026'\
                        """,
                        """
                        INSERT INTO agreements.step (reference, number, what, state, version,
                            agency, person, name, happened_at, comment)
                        SELECT reference, n,
                            (ARRAY['drafted', 'proposed', 'approved'])[n],
                            (ARRAY['draft', 'proposed', 'active'])[n], 1, drafted_by,
                            'benchmark', drafted_by || '.ig', now() - interval '60 days', ''
                        FROM agreements.agreement, generate_series(1, 3) AS n
                        WHERE reference < 'DSA-2026'\
                        """,
                        grants(shared, "access_request"),
                        grants(shared, "access_grant"),
                        "ANALYZE"));
        use(shared);
    }

    /**
     * As if 400 people of all agencies had read it, each on 250 of the last 365 days: all apart.
     */
    private void use(Shared shared) throws SQLException {
        try (var connection = platform.bean("auditDataSource", DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO audit.column_set VALUES (sha256('a'), ARRAY['a'])"
                            + " ON CONFLICT DO NOTHING");
            statement.execute(
                    """
                    INSERT INTO audit.use_kind (agreement, dataset, refused, agency, version, purpose,
                        columns)
                    SELECT '%s', '%s', '', (ARRAY['gla', 'mps', 'lfb', 'camden', 'barnet',
                        'ealing'])[1 + n], 1 + n %% 3, '%s', sha256('a')
                    FROM generate_series(0, 5) AS n\
                    """
                            .formatted(LARGEST, shared.dataset(), Shared.PURPOSE));
            statement.execute(
                    """
                    INSERT INTO audit.use_reader (person, held_grant)
                    SELECT 'person-' || lpad(n::text, 32, '0'),
                        '00000000-0000-7000-8001-' || lpad(to_hex(n), 12, '0')
                    FROM generate_series(0, 399) AS n\
                    """);
            statement.execute(
                    """
                    WITH kind AS (SELECT array_agg(id ORDER BY id) AS id FROM audit.use_kind
                            WHERE agreement = '%s'),
                        reader AS (SELECT array_agg(id ORDER BY person) AS id FROM audit.use_reader
                            WHERE person LIKE 'person-%%')
                    INSERT INTO audit.agreement_use (kind, day, reader, events, last_at)
                    SELECT kind.id[1 + n %% 6],
                        (now() - (1 + n / 400 * 365 / 250) * interval '1 day')::date,
                        reader.id[1 + n %% 400], 1, now()
                    FROM kind, reader, generate_series(0, %d) AS n\
                    """
                            .formatted(LARGEST, EVENTS - 1));
            statement.execute(
                    """
                    INSERT INTO audit.agreement_use_month (kind, month, reader, events, last_at)
                    SELECT kind, date_trunc('month', day)::date, reader, sum(events), max(last_at)
                    FROM audit.agreement_use GROUP BY 1, 2, 3\
                    """);
            statement.execute(
                    "ANALYZE audit.agreement_use, audit.agreement_use_month, audit.use_kind,"
                            + " audit.use_reader");
        }
    }

    private static String largest(Shared shared, String row) {
        return """
        WITH parties AS (SELECT jsonb_agg(jsonb_build_object('agency', code,
                'role', 'independent_controller', 'provides', true, 'receives', true)) AS list
            FROM access.agency WHERE kind <> 'oversight'),
        added AS (%s VALUES ('%s', 2024, 1, 'active', 1, 1, 1, 1, 1, 3, 3, 'brent',
            now() - interval '90 days', now() - interval '60 days',
            now() + interval '300 days', now() + interval '100 days', 2)
            RETURNING reference)
        INSERT INTO agreements.edition (reference, edition, version, terms, written_by,
            written_at)
        SELECT added.reference, 1, 1,
            terms || jsonb_build_object('title', 'Everybody', 'parties', list,
                'starts', to_char(now() - interval '400 days', 'YYYY-MM-DD"T00:00:00Z"')),
            'brent', now()
        FROM added, parties, agreements.edition real
        WHERE real.reference = '%s' AND real.edition = 1\
        """
                .formatted(row, LARGEST, shared.agreement());
    }

    /** Copies of the one real request and of its grant, each for somebody else. */
    private static String grants(Shared shared, String rows) {
        boolean grants = rows.equals("access_grant");
        String id = "('00000000-0000-7000-8%s-' || lpad(to_hex(n), 12, '0'))::uuid";
        String own = id.formatted(grants ? "001" : "000");
        String change =
                grants
                        ? "jsonb_build_object('id', %s, 'request', %s, 'holder', 'holder-' || n)"
                                .formatted(own, id.formatted("000"))
                        : "jsonb_build_object('id', %s, 'requester', 'holder-' || n, 'grant_id', %s)"
                                .formatted(own, id.formatted("001"));
        return """
        INSERT INTO access.%1$s
        SELECT (jsonb_populate_record(real, to_jsonb(real) || %2$s)).*
        FROM access.%1$s real, generate_series(1, %3$d) AS n
        WHERE real.agreement = '%4$s'\
        """
                .formatted(rows, change, GRANTS, shared.agreement());
    }
}
