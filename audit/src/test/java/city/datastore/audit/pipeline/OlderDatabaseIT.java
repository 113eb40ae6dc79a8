package city.datastore.audit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import city.datastore.audit.schema.OlderDatabaseException;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database that knows of less of the topic than Kafka was told: it was restored. */
class OlderDatabaseIT {
    private static final LocalStack SERVERS = LocalStack.shared(Server.POSTGRES, Server.KAFKA);
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private final AuditStack stack = new AuditStack(SERVERS);

    @AfterEach
    void stop() {
        stack.close();
    }

    private AuditEvent record(Pipeline pipeline) {
        AuditEvent event = Events.read("mps.officer", "camden/hmo-licences");
        pipeline.recorder().record(event);
        stack.awaitStored(event.id());
        return event;
    }

    /** A pipeline that has stored an event, and told Kafka so. */
    private Pipeline told() {
        Pipeline pipeline = stack.started();
        record(pipeline);
        AuditStack.until("Kafka is told", () -> offsets() == 1);
        return pipeline;
    }

    private long offsets() throws Exception {
        try (Admin admin = Admin.create(stack.kafkaSettings())) {
            Map<TopicPartition, OffsetAndMetadata> told =
                    admin.listConsumerGroupOffsets(Sequencer.GROUP)
                            .partitionsToOffsetAndMetadata()
                            .get();
            return told.entrySet().stream()
                    .filter(each -> each.getKey().topic().equals(stack.topic()))
                    .mapToLong(each -> each.getValue().offset())
                    .sum();
        }
    }

    /** As far as the topic goes: what the database knew before the event. */
    private void restore() {
        stack.as(PostgresServer.AUDIT)
                .sql("UPDATE audit.progress SET next_offset = 0, reached = 0")
                .update();
    }

    @Test
    void is_refused_at_the_start() {
        told().close();
        restore();

        assertThatThrownBy(stack::started)
                .isInstanceOf(OlderDatabaseException.class)
                .hasMessageContaining("of the topic " + stack.topic() + " was read to offset 1")
                .hasMessageEndingWith("so that this database is older than the record");
    }

    /** While nobody asks for anything, so that there is nothing to store. */
    @Test
    void keeps_a_running_platform_from_recording_and_so_from_releasing() {
        Pipeline pipeline = told();
        restore();
        AuditEvent never = tooLarge();

        AuditStack.until(
                "it is found",
                () -> {
                    assertThatThrownBy(() -> pipeline.recorder().record(never))
                            .isInstanceOf(NotRecordedException.class)
                            .hasRootCauseInstanceOf(OlderDatabaseException.class);
                    return true;
                });
        assertThat(stack.count("SELECT count(*) FROM audit.event")).isEqualTo(1);
    }

    private static AuditEvent tooLarge() {
        AuditEvent event = Events.read("mps.officer", "camden/trees");
        return new AuditEvent(
                event.id(),
                event.at(),
                event.actor(),
                event.action(),
                event.about(),
                new Outcome.Allowed(List.of(new Reason("large", "x".repeat(EventCodec.MAX_BYTES)))),
                event.request());
    }

    @Test
    void is_what_any_may_be_that_nobody_has_looked_at_yet() {
        Pipeline pipeline = stack.pipeline(Duration.ofMillis(100));

        assertThatThrownBy(() ->
                        pipeline.recorder().record(Events.read("mps.officer", "camden/trees")))
                .isInstanceOf(NotRecordedException.class)
                .hasMessageContaining("is not known yet");
    }

    @Test
    void is_gone_on_with_on_purpose() {
        told().close();
        restore();
        Pipeline pipeline = stack.pipeline(WITHIN);

        pipeline.acceptOlder();
        pipeline.start();

        record(pipeline);
        assertThat(stack.count("SELECT count(*) FROM audit.event")).isEqualTo(2);
    }

    @Test
    void is_not_one_that_is_as_Kafka_was_told() {
        told().close();

        record(stack.started());

        assertThat(stack.count("SELECT count(*) FROM audit.event")).isEqualTo(2);
    }
}
