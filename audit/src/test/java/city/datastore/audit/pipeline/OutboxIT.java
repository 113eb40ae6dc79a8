package city.datastore.audit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.stack.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;

/** Changes, whose events wait in the database for their way to Kafka. */
class OutboxIT extends PipelineRoom {
    @Nested
    class A_change {
        private final AuditEvent event = Events.read("camden.ig", "camden/hmo-licences");

        @Test
        void is_recorded_when_its_transaction_commits() {
            Pipeline pipeline = stack.started();

            stack.transactions().executeWithoutResult(_ -> pipeline.outbox().add(event));

            stack.awaitStored(event.id());
            AuditStack.until(
                    "outbox is empty", () -> stack.count("SELECT count(*) FROM audit.outbox") == 0);
        }

        @Test
        void is_not_recorded_when_its_transaction_rolls_back() {
            Pipeline pipeline = stack.started();
            AuditEvent after = Events.read("camden.ig", "camden/hmo-licences");

            stack.transactions()
                    .executeWithoutResult(status -> {
                        pipeline.outbox().add(event);
                        status.setRollbackOnly();
                    });
            stack.transactions().executeWithoutResult(_ -> pipeline.outbox().add(after));

            stack.awaitStored(after.id());
            assertThat(stack.stored(event)).isZero();
        }

        @Test
        void does_not_commit_where_a_trigger_keeps_its_event_out_of_the_outbox() {
            Pipeline pipeline = stack.started();
            var owner = stack.as(PostgresServer.OWNER);
            owner.sql("CREATE TABLE audit.changed (name text)").update();
            owner.sql("GRANT INSERT ON audit.changed TO datastore_app").update();
            owner.sql(
                            "CREATE FUNCTION audit.lose() RETURNS trigger LANGUAGE plpgsql"
                                    + " AS 'BEGIN RETURN NULL; END'")
                    .update();
            owner.sql(
                            "CREATE TRIGGER lose BEFORE INSERT ON audit.outbox"
                                    + " FOR EACH ROW EXECUTE FUNCTION audit.lose()")
                    .update();

            assertThatThrownBy(() ->
                            stack.transactions()
                                    .executeWithoutResult(_ -> {
                                        JdbcClient.create(stack.app())
                                                .sql("INSERT INTO audit.changed VALUES ('grant')")
                                                .update();
                                        pipeline.outbox().add(event);
                                    }))
                    .isInstanceOf(NotRecordedException.class);

            assertThat(owner.sql("SELECT count(*) FROM audit.changed").query(Long.class).single())
                    .isZero();
        }

        @Test
        void cannot_be_added_outside_a_transaction() {
            Pipeline pipeline = stack.started();

            assertThatThrownBy(() -> pipeline.outbox().add(event))
                    .isInstanceOf(IllegalTransactionStateException.class)
                    .hasMessageContaining("dataset.read");
        }

        @Test
        void that_waits_is_counted_by_a_platform_that_may_not_relay_it() throws SQLException {
            try (Connection relaying = stack.connect(PostgresServer.AUDIT)) {
                relaying.createStatement()
                        .execute("SELECT pg_advisory_lock(" + OutboxRelay.LOCK + ")");
                Pipeline pipeline = stack.started();

                stack.transactions().executeWithoutResult(_ -> pipeline.outbox().add(event));

                AuditStack.until("the metric says so", () -> waiting() == 1);
            }
            AuditStack.until("nothing waits any more", () -> waiting() == 0);
            assertThat(stack.stored(event)).isOne();
        }

        private double waiting() {
            return stack.metrics.get("datastore.audit.outbox.depth").gauge().value();
        }

        @Test
        void is_stored_once_by_two_platforms_on_one_database() {
            Pipeline one = stack.started();
            Pipeline other = stack.started();
            List<AuditEvent> events = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                AuditEvent change = Events.read("camden.ig", "camden/d" + i % 7);
                events.add(change);
                Pipeline either = i % 2 == 0 ? one : other;
                stack.transactions().executeWithoutResult(_ -> either.outbox().add(change));
            }

            AuditStack.until(
                    "all are stored", () -> stack.count("SELECT count(*) FROM audit.event") == 100);
            events.forEach(change -> assertThat(stack.stored(change)).isEqualTo(1));
            sequenceHasNoGaps();
        }
    }
}
