package city.datastore.audit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How far the log has come, with a real Kafka and a real PostgreSQL. */
class ReachingIT {
    private final AuditStack stack =
            new AuditStack(LocalStack.shared(Server.POSTGRES, Server.KAFKA));
    private final Pipeline pipeline = stack.started();
    private final Reaching reaching =
            new Reaching(
                    stack.kafka(),
                    new PipelineLimits(stack.topic(), 3, 1, Duration.ofSeconds(20)),
                    stack.audit(),
                    Clock.systemUTC());

    @AfterEach
    void stop() {
        reaching.close();
        stack.close();
    }

    private static void until(String what, java.util.concurrent.Callable<Boolean> condition) {
        AuditStack.until(what, condition);
    }

    @Test
    void the_log_has_reached_what_was_recorded_once_it_is_stored() {
        pipeline.recorder().record(Events.read("mps.officer", "camden/hmo-licences"));
        Instant recorded = Instant.now();
        reaching.start();

        until("it has reached it", () -> reaching.reach().until().isAfter(recorded));

        assertThat(reaching.reach().waiting()).isZero();
    }

    @Test
    void what_cannot_be_stored_is_behind_and_is_counted() throws SQLException {
        AuditEvent decision = Events.read("mps.officer", "camden/hmo-licences");
        AuditEvent change = Events.read("camden.ig", "camden/hmo-licences");
        Instant recorded;
        try (Connection other = stack.connect(PostgresServer.AUDIT)) {
            other.setAutoCommit(false);
            other.createStatement().execute("SELECT FROM audit.head FOR UPDATE");
            reaching.start();
            until("it has looked", () -> reaching.reach().known());

            pipeline.recorder().record(decision);
            stack.transactions().executeWithoutResult(_ -> pipeline.outbox().add(change));
            recorded = Instant.now();

            until("both are counted", () -> reaching.reach().waiting() == 2);
            assertThat(reaching.reach().until()).isBefore(recorded);
        }

        until("it has gone on", () -> reaching.reach().until().isAfter(recorded));
        assertThat(reaching.reach().waiting()).isZero();
        assertThat(stack.stored(decision)).isEqualTo(1);
        assertThat(stack.stored(change)).isEqualTo(1);
    }

    @Test
    void what_nobody_takes_out_of_the_outbox_is_behind_too() throws SQLException {
        pipeline.stop();
        AuditEvent change = Events.read("camden.ig", "camden/hmo-licences");
        reaching.start();
        until("it has looked", () -> reaching.reach().known());

        stack.transactions().executeWithoutResult(_ -> pipeline.outbox().add(change));
        Instant recorded = Instant.now();

        until("it is counted", () -> reaching.reach().waiting() == 1);
        assertThat(reaching.reach().until()).isBefore(recorded);
        pipeline.start();
        until("it has gone on", () -> reaching.reach().until().isAfter(recorded));
        assertThat(stack.stored(change)).isEqualTo(1);
    }
}
