package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.datastore.access.index.LeasedIndex;
import city.datastore.platform.RunningPlatform;
import city.datastore.stack.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The searches of AuthZEN, while what the answers rest on cannot be looked up. */
class AuthzenSearchInDoubtIT extends AuthzenRoom {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final RunningPlatform platform = RunningPlatform.shared();

    /** Who holds grants can still be looked up, and not whether anything forbids reading. */
    @BeforeEach
    void take_facts_away() {
        asOwner("revoke select on access.prohibition, access.fact_node from datastore_app");
        await().atMost(BOUND).until(() -> !platform.bean(LeasedIndex.class).leased());
    }

    @AfterEach
    void give_facts_back() {
        asOwner("grant select on access.prohibition, access.fact_node to datastore_app");
        await().atMost(BOUND).until(platform.bean(LeasedIndex.class)::leased);
    }

    @Nested
    class A_search_in_doubt {
        @Test
        void does_not_say_that_nobody_may_read() {
            isInDoubt(SUBJECTS, search(Map.of("type", "user")));
        }

        @Test
        void does_not_say_that_somebody_may_read_nothing() {
            isInDoubt(RESOURCES, search(user("gla.officer")));
        }

        @Test
        void does_not_say_so_to_themselves_either() {
            var reply = as("gla.officer").post(RESOURCES, search(user("gla.officer")));

            reply.isProblem(503, "unavailable");
            assertThat(reply.header("Audit-Event")).isEmpty();
        }

        @Test
        void does_not_say_that_nothing_may_be_done() {
            var asked = question("gla.officer");
            asked.remove("action");
            isInDoubt(ACTIONS, asked);
        }

        @Test
        void says_it_of_nobody_where_nobody_holds_a_grant() {
            var asked = search(Map.of("type", "user"));
            asked.put("context", Map.of("agreement", "DSA-1999-0001"));

            assertThat(as("brent.system").post(SUBJECTS, asked).is(200).texts("results", "id"))
                    .isEmpty();
        }

        @Test
        void says_nothing_where_they_hold_only_what_was_revoked() {
            give_facts_back();
            var other = stage.agreement(dataset, "gla", Stage.COLUMNS);
            as("brent.ig")
                    .post(
                            "/grants/" + stage.grant(dataset, other, "gla.officer") + "/revocation",
                            Map.of("reason", "over"))
                    .is(200);
            take_facts_away();
            var asked = search(user("gla.officer"));
            asked.put("context", Map.of("agreement", other));

            var answer = as("brent.system").post(RESOURCES, asked).is(200);

            assertThat(answer.texts("results", "id")).isEmpty();
        }

        private void isInDoubt(String search, Map<String, Object> asked) {
            var reply = as("brent.system").post(search, asked);

            reply.isProblem(503, "unavailable");
            assertThat(reply.header("Retry-After")).isNotEmpty();
            assertThat(reply.json().path("reasons").path(0).asString())
                    .isEqualTo("facts-unavailable");
            assertThat(reply.json().path("next").asString()).startsWith("Try again");
            assertThat(event(reply).text("outcome")).isEqualTo("allowed");
        }
    }

    private void asOwner(String sql) {
        try (var connection = platform.stack().postgres().connect(PostgresServer.OWNER);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
