package city.datastore.access.index;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.AccessStack;
import city.datastore.access.conditions.ConditionAsk;
import city.datastore.access.conditions.Conditions;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Demand;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.Worlds;
import city.datastore.access.prohibitions.ProhibitionAsk;
import city.datastore.access.prohibitions.Prohibitions;
import city.datastore.access.requests.StoredGrants;
import city.datastore.access.rolepolicies.RolePolicies;
import city.datastore.access.rolepolicies.RolePolicyAsk;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.ConditionId;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.ProhibitionId;
import city.datastore.stack.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The feed of facts on a real PostgreSQL. */
class FactFeedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static AccessStack stack;

    @BeforeAll
    static void start() {
        stack = new AccessStack();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Nested
    class Changes_in_the_database {
        @Test
        void are_told_by_the_owner_who_runs_no_code_of_whoever_makes_them() throws SQLException {
            letEverybodyMakeTemporaryObjects();
            long before = head();
            try (var connection = stack.data(PostgresServer.APP).getConnection()) {
                execute(
                        connection,
                        """
                        CREATE FUNCTION pg_temp.evil(pg_catalog.uuid) RETURNS boolean
                            LANGUAGE plpgsql AS $$
                        BEGIN
                            IF current_user = 'datastore_owner' THEN
                                RAISE EXCEPTION 'this runs as the owner';
                            END IF;
                            RETURN true;
                        END $$;
                        CREATE DOMAIN pg_temp.uuid AS pg_catalog.uuid
                            CHECK (pg_temp.evil(VALUE))\
                        """);

                freeze(connection, "brent", "brent/evil");
            }

            assertThat(changes(before)).containsExactly("1 prohibitions brent");
        }

        private void letEverybodyMakeTemporaryObjects() throws SQLException {
            try (var connection = connection()) {
                execute(
                        connection,
                        "DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC',"
                                + " current_database()); END $$");
            }
        }

        @Test
        void are_numbered_in_the_order_in_which_they_are_committed() throws SQLException {
            long before = head();
            try (var first = connection();
                    var second = connection()) {
                first.setAutoCommit(false);
                second.setAutoCommit(false);
                freeze(first, "brent", "brent/first");
                freeze(second, "camden", "camden/second");
                second.commit();
                first.commit();
            }

            assertThat(changes(before))
                    .containsExactly("1 prohibitions camden", "2 prohibitions brent");
        }

        @Test
        void leave_no_gap_when_they_are_taken_back() throws SQLException {
            long before = head();
            try (var connection = connection()) {
                connection.setAutoCommit(false);
                freeze(connection, "brent", "brent/first");
                connection.rollback();
                freeze(connection, "brent", "brent/first");
                freeze(connection, "brent", "brent/second");
                freeze(connection, "camden", "camden/second");
                connection.commit();
            }

            assertThat(changes(before))
                    .containsExactly("1 prohibitions brent", "1 prohibitions camden");
        }

        @Test
        void are_told_although_a_hand_made_them() throws SQLException {
            long before = head();
            try (var connection = connection()) {
                grant(connection, "gla.officer", "brent/told");
                execute(connection, "DELETE FROM access.access_grant WHERE dataset = 'brent/told'");
            }

            assertThat(changes(before))
                    .containsExactly(
                            "1 grants gla.officer brent/told", "2 grants gla.officer brent/told");
        }

        @Test
        void are_all_read_anew_when_a_table_is_emptied() throws SQLException {
            long before = head();
            try (var connection = connection()) {
                connection.setAutoCommit(false);
                execute(connection, "TRUNCATE access.prohibition");
                connection.commit();
            }

            assertThat(changes(before)).containsExactly("1 everything");
        }

        @Test
        void on_conditions_of_access_are_told_too() throws SQLException {
            long before = head();
            try (var connection = connection()) {
                condition(connection, "brent", "brent/told");
                execute(connection, "TRUNCATE access.access_condition");
            }

            assertThat(changes(before)).containsExactly("1 conditions brent", "2 everything");
        }

        @Test
        void on_role_policies_are_told_too() throws SQLException {
            long before = head();
            try (var connection = connection()) {
                execute(
                        connection,
                        "INSERT INTO access.role_policy (id, owner, dataset, version, roles, reason,"
                                + " set_by, set_by_name, set_at) VALUES (gen_random_uuid(), 'brent',"
                                + " 'brent/told', 1, '{}', 'test', 'p', 'n', now())");
                execute(connection, "TRUNCATE access.role_policy");
            }

            assertThat(changes(before)).containsExactly("1 role-policies brent", "2 everything");
        }

        @Test
        void cannot_be_told_or_kept_back_by_the_platforms_own_role() {
            var app = stack.as(PostgresServer.APP);
            for (var forged :
                    List.of(
                            "SELECT access.fact_changed('permit', 'DSA-2026-0001', '')",
                            "UPDATE access.fact_head SET seq = seq + 1",
                            "DELETE FROM access.fact_change",
                            "INSERT INTO access.fact_change VALUES"
                                    + " (9, 'everything', '', '', gen_random_uuid())")) {
                assertThatThrownBy(() -> app.sql(forged).update())
                        .as(forged)
                        .isInstanceOf(DataAccessException.class)
                        .rootCause()
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Nested
    class The_index_of_a_node {
        @Test
        void follows_what_is_changed_by_hand() throws SQLException {
            var dataset = DatasetId.parse("brent/followed");
            try (var connection = connection()) {
                grant(connection, "gla.officer", dataset.toString());
                await(facts -> facts.grants(glaOfficer().person(), dataset).size() == 1);
                freeze(connection, "brent", dataset.toString());
                await(facts -> facts.prohibitions(dataset, glaOfficer()).size() == 1);
                execute(connection, "TRUNCATE access.prohibition");
                await(facts -> facts.prohibitions(dataset, glaOfficer()).isEmpty());
                execute(
                        connection,
                        "DELETE FROM access.access_grant WHERE dataset = 'brent/followed'");
                await(facts -> facts.grants(glaOfficer().person(), dataset).isEmpty());
            }
        }

        @Test
        void has_no_lease_while_it_is_told_of_something_that_it_does_not_know() {
            var leased = stack.get(LeasedIndex.class);
            await(_ -> true);
            owner().sql("SELECT access.fact_changed('phases-of-the-moon', 'brent', '')")
                    .query((_, _) -> true)
                    .single();
            Awaitility.await().atMost(PATIENCE).until(() -> !leased.leased());
            var gate = stack.get(Gatekeeper.class);
            long index = gate.decidedFromIndex();

            gate.explain(reading());
            assertThat(gate.decidedFromIndex()).isEqualTo(index);

            owner().sql("SELECT access.fact_changed('everything', '', '')")
                    .query((_, _) -> true)
                    .single();
            await(_ -> true);
        }

        @Test
        void is_what_the_gate_decides_by_yes_or_no() throws SQLException {
            var gate = stack.get(Gatekeeper.class);
            try (var connection = connection()) {
                grant(connection, "gla.officer", SPEND.toString());
            }
            await(facts -> !facts.grants(glaOfficer().person(), SPEND).isEmpty());

            long index = gate.decidedFromIndex();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() ->
                            gate.explain(reading()) instanceof Judgement.Allowed
                                    && gate.decidedFromIndex() > index);
            long database = gate.decidedFromDatabase();
            var elsewhere =
                    new Question(
                            glaOfficer(),
                            Act.READ_CONTENT,
                            new Target.OfVersion(DatasetId.parse("brent/other"), 1),
                            DSA,
                            ANALYSIS);

            assertThat(gate.explain(elsewhere)).isInstanceOf(Judgement.Refused.class);
            assertThat(gate.decidedFromDatabase()).isEqualTo(database);
        }
    }

    @Nested
    class A_second_node {
        @Test
        void has_applied_a_change_when_the_call_that_makes_it_returns() {
            var leased = new LeasedIndex();
            var dataset = DatasetId.parse("brent/" + fresh());
            try (var node =
                    new FactFeed(
                            database(),
                            tables(_ -> {}),
                            leased,
                            new Settlement(),
                            () -> {},
                            _ -> {})) {
                node.start();
                await(leased, _ -> true);
                var frozen = freeze(dataset);

                var found = leased.read(facts -> facts.prohibitions(dataset, glaOfficer()).size());
                assertThat(found == null || found == 1).isTrue();
                await(leased, facts -> facts.prohibitions(dataset, glaOfficer()).size() == 1);

                lift(frozen);
                await(leased, facts -> facts.prohibitions(dataset, glaOfficer()).isEmpty());
            }
        }

        @Test
        void binds_by_a_condition_when_the_call_that_sets_it_returns() {
            var leased = new LeasedIndex();
            var dataset = DatasetId.parse("brent/" + fresh());
            try (var node =
                    new FactFeed(
                            database(),
                            tables(_ -> {}),
                            leased,
                            new Settlement(),
                            () -> {},
                            _ -> {})) {
                node.start();
                await(leased, _ -> true);
                var set = demandSecondFactor(dataset);

                var found = leased.read(facts -> facts.conditions(dataset).size());
                assertThat(found == null || found == 1).isTrue();
                await(leased, facts -> facts.conditions(dataset).size() == 1);

                stack.get(Conditions.class).end(caller(BRENT, Role.IG_LEAD), set, "test");
                await(leased, facts -> facts.conditions(dataset).isEmpty());
            }
        }

        @Test
        void lets_in_nobody_whom_a_role_policy_keeps_out_when_the_call_that_sets_it_returns() {
            var leased = new LeasedIndex();
            var dataset = DatasetId.parse("brent/" + fresh());
            var lead = caller(BRENT, Role.IG_LEAD);
            var policies = stack.get(RolePolicies.class);
            try (var node =
                    new FactFeed(
                            database(),
                            tables(_ -> {}),
                            leased,
                            new Settlement(),
                            () -> {},
                            _ -> {})) {
                node.start();
                await(leased, _ -> true);
                var nobody =
                        Map.of(
                                "read-under-agreement", List.<String>of(),
                                "read-own-data", List.<String>of(),
                                "read-in-emergency", List.<String>of());
                var set = policies.set(lead, new RolePolicyAsk(dataset, nobody, 0, "test"));

                var found = leased.read(facts -> facts.rolePolicies(dataset).size());
                assertThat(found == null || found == 1).isTrue();
                await(leased, facts -> facts.rolePolicies(dataset).size() == 1);

                policies.end(lead, set.value().rule().id(), "test");
                await(leased, facts -> facts.rolePolicies(dataset).isEmpty());
            }
        }

        /** What it has read, it cannot apply: as if its process stood still. */
        @Test
        void that_stands_still_does_not_decide_once_a_stop_has_returned() {
            var leased = new LeasedIndex();
            var stands = new CountDownLatch(1);
            var dataset = DatasetId.parse("brent/" + fresh());
            try (var node =
                    new FactFeed(
                            database(),
                            tables(_ -> waitFor(stands)),
                            leased,
                            new Settlement(),
                            () -> {},
                            _ -> {})) {
                node.start();
                await(leased, _ -> true);
                var promising = CompletableFuture.runAsync(() -> stack.promise(Worlds.permit()));
                promising.join();
                freeze(dataset);

                assertThat(leased.<Boolean>read(_ -> true)).isNull();

                stands.countDown();
                await(leased, facts -> facts.prohibitions(dataset, glaOfficer()).size() == 1);
            }
        }

        @Test
        void tells_when_it_reads_everything_anew() {
            var leased = new LeasedIndex();
            var told = new AtomicInteger();
            try (var node =
                    new FactFeed(
                            database(),
                            tables(_ -> {}),
                            leased,
                            new Settlement(),
                            told::incrementAndGet,
                            _ -> {})) {
                node.start();
                await(leased, _ -> true);
                int before = told.get();

                stack.as(PostgresServer.OWNER)
                        .sql("SELECT access.fact_changed('everything', '', '')")
                        .query((_, _) -> true)
                        .single();

                Awaitility.await().atMost(PATIENCE).until(() -> told.get() > before);
            }
        }

        @Test
        void that_ends_is_not_waited_for() throws Exception {
            var leased = new LeasedIndex();
            long before = nodes();
            var node =
                    new FactFeed(
                            database(),
                            tables(_ -> {}),
                            leased,
                            new Settlement(),
                            () -> {},
                            _ -> {});
            node.start();
            await(leased, _ -> true);
            assertThat(nodes()).isEqualTo(before + 1);

            node.close();

            assertThat(nodes()).isEqualTo(before);
            assertThat(leased.leased()).isFalse();
        }
    }

    @Nested
    class A_feed {
        @Test
        void is_read_anew_by_whoever_does_not_know_where_it_was() throws SQLException {
            try (var feed = new JdbcFeed(connection(), tables(_ -> {}))) {
                var head = feed.look().head();

                assertThat(feed.since(head)).isPresent();
                assertThat(feed.since(new Position(head.seq(), UUID.randomUUID()))).isEmpty();
                assertThat(feed.since(new Position(head.seq() + 1, head.stamp()))).isEmpty();
            }
        }

        @Test
        void forgets_only_what_nobody_needs() throws SQLException {
            try (var feed = new JdbcFeed(connection(), tables(_ -> {}))) {
                var first = feed.look().head();
                feed.forget();
                assertThat(feed.since(first)).isPresent();
            }
        }
    }

    private static void await(Predicate what) {
        await(stack.get(LeasedIndex.class), what);
    }

    private static void await(LeasedIndex leased, Predicate what) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Boolean.TRUE.equals(leased.<Boolean>read(what::test)));
    }

    private interface Predicate {
        boolean test(FactIndex facts);
    }

    private static ProhibitionId freeze(DatasetId dataset) {
        return stack.get(Prohibitions.class)
                .set(
                        caller(BRENT, Role.IG_LEAD),
                        new ProhibitionAsk(Prohibition.Kind.FREEZE, dataset, null, null, "test"))
                .value()
                .rule()
                .id();
    }

    private static ConditionId demandSecondFactor(DatasetId dataset) {
        return stack.get(Conditions.class)
                .set(
                        caller(BRENT, Role.IG_LEAD),
                        new ConditionAsk(
                                Demand.Kind.SECOND_FACTOR,
                                dataset,
                                List.of(),
                                null,
                                List.of(),
                                "test"))
                .value()
                .rule()
                .id();
    }

    private static void condition(Connection connection, String owner, String dataset)
            throws SQLException {
        execute(
                connection,
                """
                INSERT INTO access.access_condition
                    (id, owner, dataset, kind, reason, set_by, set_by_name, set_at)
                VALUES (gen_random_uuid(), '%s', '%s', 'second-factor', 'r', 'p', 'n', now())\
                """
                        .formatted(owner, dataset));
    }

    private static void lift(ProhibitionId id) {
        stack.get(Prohibitions.class).end(caller(BRENT, Role.IG_LEAD), id, "test");
    }

    private static DataSource database() {
        return stack.data(PostgresServer.APP);
    }

    private static Connection connection() throws SQLException {
        return stack.data(PostgresServer.OWNER).getConnection();
    }

    private static FactTables tables(Consumer<AgreementRef> before) {
        var permits = stack.get(PermitTable.class);
        return new FactTables(
                new PermitTable() {
                    @Override
                    public void each(Connection snapshot, Consumer<Permit> taker) {
                        permits.each(snapshot, taker);
                    }

                    @Override
                    public Optional<Permit> of(Connection snapshot, AgreementRef agreement) {
                        before.accept(agreement);
                        return permits.of(snapshot, agreement);
                    }
                },
                new StoredGrants(),
                Prohibitions.TABLE,
                Conditions.TABLE,
                RolePolicies.TABLE);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long head() {
        return owner().sql("SELECT seq FROM access.fact_head").query(Long.class).single();
    }

    private static long nodes() {
        return owner().sql("SELECT count(*) FROM access.fact_node").query(Long.class).single();
    }

    /** What the feed says since, with numbers counted from there. */
    private static List<String> changes(long since) {
        return owner().sql(
                        "SELECT seq - :since || ' ' || trim(kind || ' ' || key || ' ' || on_what)"
                                + " FROM access.fact_change WHERE seq > :since ORDER BY seq, kind, key")
                .param("since", since)
                .query((row, _) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }

    private static JdbcClient owner() {
        return stack.as(PostgresServer.OWNER);
    }

    private static String fresh() {
        return "d" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static void freeze(Connection connection, String owner, String dataset)
            throws SQLException {
        execute(
                connection,
                """
                INSERT INTO access.prohibition
                    (id, revision, kind, owner, dataset, reason, set_by, set_by_name, set_at)
                VALUES (gen_random_uuid(), 0, 'freeze', '%s', '%s', 'r', 'p', 'n', now())\
                """
                        .formatted(owner, dataset));
    }

    private static void grant(Connection connection, String holder, String dataset)
            throws SQLException {
        execute(
                connection,
                """
                WITH asked AS (
                    INSERT INTO access.access_request
                        (id, revision, requester, requester_name, agency, dataset, owner, agreement, purpose,
                         actions, until, justification, asked_at, state, decided_by, decided_by_name,
                         decided_at, answer, grant_id)
                    VALUES (gen_random_uuid(), 0, '%1$s', 'n', 'gla', '%2$s', 'brent', 'DSA-2026-0001',
                        'spend-analysis', '{read}', '2027-01-01Z', 'j', '2026-01-01Z', 'granted', 'lead',
                        'lead', '2026-01-02Z', 'yes', gen_random_uuid())
                    RETURNING id, grant_id)
                INSERT INTO access.access_grant
                    (id, revision, request, holder, holder_name, agency, dataset, owner, agreement, purpose,
                     actions, from_at, until_at, granted_by, granted_by_name, granted_at)
                SELECT grant_id, 0, id, '%1$s', 'n', 'gla', '%2$s', 'brent', 'DSA-2026-0001',
                    'spend-analysis', '{read}', '2026-01-02Z', '2027-01-01Z', 'lead', 'lead', '2026-01-02Z'
                FROM asked\
                """
                        .formatted(holder, dataset));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
