package city.datastore.audit.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.CanonicalJson;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Pipeline;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How the record is followed for alerts and counts. */
class FollowingIT extends AlertsRoom {
    @Nested
    class Following_the_record {
        @Test
        void derives_the_same_alerts_again_and_adds_none() {
            var before = kinds(ALL);
            long alertRows = rows("alert");
            String facts = stack.as(PostgresServer.AUDIT).sql(FACTS).query(String.class).single();
            var owner = stack.as(PostgresServer.AUDIT);
            owner.sql("UPDATE audit.alert_progress SET sequence = 0").update();
            owner.sql("DELETE FROM audit.alert_tally").update();
            owner.sql("DELETE FROM audit.activity").update();
            owner.sql("DELETE FROM audit.agreement_use").update();
            owner.sql("DELETE FROM audit.agreement_use_month").update();

            followToTheEnd(new AlertFollower(stack.audit(), LIMITS, OWN));

            assertThat(kinds(ALL)).isEqualTo(before);
            assertThat(rows("alert")).isEqualTo(alertRows);
            assertThat(stack.as(PostgresServer.AUDIT).sql(FACTS).query(String.class).single())
                    .isEqualTo(facts);
        }

        @Test
        void by_two_platforms_at_once_counts_each_event_once() throws Exception {
            String facts = stack.as(PostgresServer.AUDIT).sql(FACTS).query(String.class).single();
            stack.as(PostgresServer.AUDIT)
                    .sql("UPDATE audit.alert_progress SET sequence = 0")
                    .update();
            stack.as(PostgresServer.AUDIT).sql("DELETE FROM audit.alert_tally").update();
            stack.as(PostgresServer.AUDIT).sql("DELETE FROM audit.activity").update();
            stack.as(PostgresServer.AUDIT).sql("DELETE FROM audit.agreement_use").update();
            stack.as(PostgresServer.AUDIT).sql("DELETE FROM audit.agreement_use_month").update();
            Callable<Void> following =
                    () -> {
                        AlertFollower follower = new AlertFollower(stack.audit(), LIMITS, OWN);
                        while (progress() < events.size()) {
                            var _ = follower.step();
                        }
                        return null;
                    };

            try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Void> one : both.invokeAll(List.of(following, following))) {
                    one.get();
                }
            }

            assertThat(stack.as(PostgresServer.AUDIT).sql(FACTS).query(String.class).single())
                    .isEqualTo(facts);
        }

        @Test
        void stands_by_while_somebody_else_holds_the_position() throws SQLException {
            try (Connection other = stack.connect(PostgresServer.AUDIT)) {
                other.setAutoCommit(false);
                other.createStatement().execute("SELECT FROM audit.alert_progress FOR UPDATE");

                assertThat(new AlertFollower(stack.audit(), LIMITS, OWN).step().events()).isZero();
            }
        }

        @Test
        void goes_on_past_events_that_no_platform_would_record() {
            var first = Instant.parse("-4713-11-24T00:00:30Z"); // the first that PostgreSQL has
            var last = Instant.ofEpochMilli(CanonicalJson.MAX_WHOLE);
            var under =
                    About.NOTHING
                            .withDataset(DatasetId.parse("brent/spend"), 1)
                            .withAgreement(new AgreementRef("DSA-2026-0001"), 1);
            var odd =
                    List.of(
                            released(TEN, -1),
                            released(first, CanonicalJson.MAX_WHOLE),
                            released(last, CanonicalJson.MAX_WHOLE),
                            by(Events.actor("gla.officer"), first, under),
                            by(Events.actor("gla.officer"), last, under));
            try (var other = new AuditStack(LocalStack.shared(Server.POSTGRES, Server.KAFKA))) {
                Pipeline pipeline = other.started();
                for (AuditEvent event : odd) {
                    pipeline.recorder().record(event);
                    other.awaitStored(event.id());
                }
                AlertFollower follower = new AlertFollower(other.audit(), LIMITS, OWN);
                assertThat(follower.behind()).isEqualTo(odd.size());

                followToTheEnd(follower);

                assertThat(follower.behind()).isZero();
                assertThat(other.count("SELECT min(bytes) FROM audit.alert_tally")).isZero();
                assertThat(other.count("SELECT sum(events) FROM audit.agreement_use")).isEqualTo(2);
            }
        }

        /** Whoever can write the topic can say that they come from the year 287396. */
        @Nested
        @TestInstance(TestInstance.Lifecycle.PER_METHOD)
        class Of_events_from_the_future {
            private static final Instant FUTURE = Instant.ofEpochMilli(CanonicalJson.MAX_WHOLE);

            private final AuditStack other =
                    new AuditStack(LocalStack.shared(Server.POSTGRES, Server.KAFKA));
            private final Pipeline pipeline = other.started();

            @AfterEach
            void stop() {
                other.close();
            }

            private void store(AuditEvent event) {
                pipeline.recorder().record(event);
                other.awaitStored(event.id());
            }

            private void follow() {
                followToTheEnd(new AlertFollower(other.audit(), LIMITS, OWN));
            }

            private List<String> raised() {
                return new JdbcAlerts(other.audit(), other.app())
                        .find(ALL, AlertQuery.ANY, PageRequest.first()).items().stream()
                                .map(each -> each.alert().kind().word())
                                .toList();
            }

            @Test
            void counts_refusals_before_and_after_one_together() {
                for (int i = 0; i < 5; i++) {
                    store(
                            event(
                                    Instant.now(),
                                    "gla.officer",
                                    "dataset.read",
                                    "brent/spend",
                                    0,
                                    new Outcome.Refused(List.of())));
                    follow();
                    if (i == 3) {
                        store(released(FUTURE, 0));
                        follow();
                        assertThat(raised()).isEmpty();
                    }
                }

                assertThat(raised()).containsExactly("many-refusals");
            }

            @Test
            void sees_the_long_silence_after_one() {
                store(read(FUTURE, "gla.officer", "gla/spend"));
                other.as(PostgresServer.OWNER)
                        .sql("ALTER TABLE audit.event_at_other_times DISABLE TRIGGER ALL")
                        .update();
                other.as(PostgresServer.OWNER)
                        .sql(
                                "UPDATE audit.event_at_other_times"
                                        + " SET stored_at = stored_at - interval '91 days'")
                        .update();
                follow();

                store(read(Instant.now(), "gla.officer", "gla/spend"));
                follow();

                assertThat(raised()).contains("long-silence");
            }
        }

        private static AuditEvent released(Instant at, long bytes) {
            return event(
                    at, "gla.officer", "dataset.release", "brent/spend", bytes, new Outcome.Done());
        }

        @Test
        void says_how_far_it_is_behind_while_it_cannot_go_on() {
            try (var other = new AuditStack(LocalStack.shared(Server.POSTGRES, Server.KAFKA))) {
                other.as(PostgresServer.OWNER)
                        .sql("REVOKE UPDATE ON audit.alert_progress FROM datastore_audit")
                        .update();
                AuditEvent event = released(TEN, 1);
                other.started().recorder().record(event);
                other.awaitStored(event.id());
                try (var alerting = new Alerting(other.audit(), LIMITS, OWN, other.metrics)) {
                    alerting.start();
                    var behind = other.metrics.get("datastore.audit.alerts.behind").gauge();
                    AuditStack.until("it says so", () -> behind.value() == 1);

                    other.as(PostgresServer.OWNER)
                            .sql("GRANT UPDATE ON audit.alert_progress TO datastore_audit")
                            .update();

                    AuditStack.until("it has gone on", () -> behind.value() == 0);
                }
            }
        }

        private long progress() {
            return stack.count("SELECT sequence FROM audit.alert_progress");
        }
    }
}
