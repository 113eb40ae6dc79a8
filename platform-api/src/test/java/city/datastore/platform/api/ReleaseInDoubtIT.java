package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.datastore.access.index.LeasedIndex;
import city.datastore.platform.RunningPlatform;
import city.datastore.stack.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What happens to a release between its decision and its first byte. It is held there by a lock on
 * the table that it takes the key of its pseudonyms from.
 */
class ReleaseInDoubtIT {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final RunningPlatform platform = RunningPlatform.shared();
    private final Stage stage = new Stage(platform);
    private final String dataset = stage.dataset("brent");
    private final String agreement =
            stage.protecting(dataset, "gla", Map.of("secret", "pseudonymised"));
    private final String grant = stage.grant(dataset, agreement, "gla.officer");

    /** What a decision rests on cannot be looked up, neither in memory nor in the database. */
    private void takeFactsAway() {
        asOwner("revoke select on access.access_grant, access.fact_node from datastore_app");
        await().atMost(BOUND).until(() -> !platform.bean(LeasedIndex.class).leased());
    }

    @AfterEach
    void giveFactsBack() {
        asOwner("grant select on access.access_grant, access.fact_node to datastore_app");
        await().atMost(BOUND).until(platform.bean(LeasedIndex.class)::leased);
    }

    @Nested
    class Facts_that_cannot_be_looked_up_any_more_before_the_first_byte {
        @Test
        void are_no_refusal_and_the_reader_is_told_to_try_again() {
            var reply = readWhile(ReleaseInDoubtIT.this::takeFactsAway);

            reply.isProblem(503, "unavailable");
            assertThat(reply.header("Retry-After")).isNotEmpty();
            assertThat(reasons(reply)).contains("facts-unavailable");
            assertThat(reply.body()).doesNotContain("Ann");

            giveFactsBack();
            stage.as("gla.officer").get(Stage.content(dataset, agreement)).is(200);
        }

        @Test
        void are_on_the_record_as_such_and_the_decision_as_what_it_was() {
            var reply = readWhile(ReleaseInDoubtIT.this::takeFactsAway);
            giveFactsBack();

            assertThat(event(reply.header("Audit-Event")).text("outcome")).isEqualTo("allowed");
            assertThat(reasons(release())).contains("facts-unavailable");
        }

        @Test
        void do_not_make_the_release_a_decision_that_could_be_judged_again() {
            readWhile(ReleaseInDoubtIT.this::takeFactsAway);
            giveFactsBack();
            release();

            var auditor = stage.as("city.auditor");
            var id = Trails.newest(auditor, "action=dataset.release&dataset=" + dataset);
            var replay = auditor.get("/audit/events/" + id + "/replay").is(200);
            assertThat(replay.text("verdict")).isEqualTo("no-decision");
        }
    }

    @Nested
    class A_grant_that_is_revoked_before_the_first_byte {
        @Test
        void is_a_refusal() {
            var reply = readWhile(ReleaseInDoubtIT.this::revoke);

            reply.isProblem(403, "access-ended");
            assertThat(reply.header("Retry-After")).isEmpty();
            assertThat(reasons(release())).contains("cut-off");
        }
    }

    @Nested
    class Facts_that_cannot_be_looked_up_for_the_decision {
        @Test
        void are_answered_in_the_same_way_and_the_refusal_is_on_the_record() {
            takeFactsAway();
            var reply = stage.as("gla.officer").get(Stage.content(dataset, agreement));
            giveFactsBack();

            reply.isProblem(503, "unavailable");
            assertThat(reply.header("Retry-After")).isNotEmpty();
            assertThat(reasons(reply)).contains("facts-unavailable");
            assertThat(event(reply.header("Audit-Event")).text("outcome")).isEqualTo("refused");
        }
    }

    private void revoke() {
        stage.as("brent.ig")
                .post("/grants/" + grant + "/revocation", Map.of("reason", "over"))
                .is(200);
    }

    /** The answer to a reading during which this is done when it has been decided. */
    private Reply readWhile(Runnable meanwhile) {
        try (var lock = platform.stack().postgres().connect(PostgresServer.OWNER);
                var statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("lock table platform.pseudonym_key in access exclusive mode");
            var reading =
                    CompletableFuture.supplyAsync(
                            () -> stage.as("gla.officer").get(Stage.content(dataset, agreement)));
            await().atMost(BOUND).until(ReleaseInDoubtIT.this::waits);
            meanwhile.run();
            lock.commit();
            return reading.join();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean waits() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var found =
                        statement.executeQuery(
                                "select count(*) from pg_locks where not granted and relation ="
                                        + " 'platform.pseudonym_key'::regclass")) {
            return found.next() && found.getInt(1) > 0;
        }
    }

    private void asOwner(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return platform.stack().postgres().connect(PostgresServer.OWNER);
    }

    private static String reasons(Reply reply) {
        return reply.json().path("reasons").toString();
    }

    private Reply release() {
        var auditor = stage.as("city.auditor");
        return event(Trails.newest(auditor, "action=dataset.release&dataset=" + dataset));
    }

    private Reply event(String id) {
        return Trails.event(stage.as("city.auditor"), id);
    }
}
