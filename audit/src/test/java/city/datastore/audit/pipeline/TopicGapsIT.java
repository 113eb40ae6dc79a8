package city.datastore.audit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Events;
import city.datastore.audit.verify.Finding;
import city.datastore.audit.verify.SecondOpinion;
import city.datastore.audit.verify.receipt.TrustedKey;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The topic no longer holds what was to be read: the sequencer goes on, and it is not forgotten.
 */
class TopicGapsIT {
    private static final LocalStack SERVERS = LocalStack.shared(Server.POSTGRES, Server.KAFKA);

    /** What was written down as never read; {@code to} is -1 where the topic was made anew. */
    private record Gap(int partition, long from, long to, long size) {}

    private final AuditStack stack = new AuditStack(SERVERS);

    /** An event that is stored, and no pipeline any more. */
    @BeforeEach
    void recordOne() {
        Pipeline pipeline = stack.started();
        record(pipeline);
        pipeline.close();
    }

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

    private List<Gap> gaps() {
        return stack.as(PostgresServer.AUDIT)
                .sql(
                        "SELECT topic_partition, from_offset, coalesce(to_offset, -1), log_size"
                                + " FROM audit.topic_gap ORDER BY topic_partition")
                .query((row, _) ->
                        new Gap(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .list();
    }

    private long position(int partition) {
        return stack.count(
                "SELECT next_offset FROM audit.progress WHERE topic_partition = ?", partition);
    }

    private void moveAllTo(long offset) {
        stack.as(PostgresServer.AUDIT)
                .sql("UPDATE audit.progress SET next_offset = ?")
                .param(offset)
                .update();
    }

    private List<Finding> findings(String topic) throws Exception {
        return new SecondOpinion(
                        stack.database().url(),
                        SERVERS.postgres().password(PostgresServer.AUDIT),
                        List.of(TrustedKey.parse(AuditStack.SIGNER.keys().getFirst().text())))
                .check(null, new SecondOpinion.Topic(topic, stack.kafkaSettings()))
                .findings();
    }

    /** Events that Kafka acknowledges while nobody reads. */
    private void acknowledged(int partition, int events) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        stack.kafkaSettings(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int i = 0; i < events; i++) {
                byte[] event = EventCodec.encode(Events.read("lfb.officer", "camden/lost"));
                var _ =
                        producer.send(new ProducerRecord<>(stack.topic(), partition, null, event))
                                .get();
            }
        }
    }

    private void deleteBefore(int partition, long offset) throws Exception {
        var _ =
                new TopicBeginning(stack.kafka(), stack.topic())
                        .deleteBefore(Map.of(partition, offset));
    }

    @Test
    void records_that_were_deleted_before_they_were_read_are_named() throws Exception {
        long from = position(1);
        acknowledged(1, 3);
        deleteBefore(1, from + 3);

        record(stack.started());

        assertThat(gaps()).containsExactly(new Gap(1, from, from + 3, 1));
        String held = "no longer held offsets %d to %d".formatted(from, from + 2);
        assertThat(stack.faults()).singleElement().asString().contains(held);
        assertThat(findings(stack.topic()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Finding.Kind.MISSING);
                    assertThat(finding.index()).isEqualTo(1);
                    assertThat(finding.what()).contains(held);
                });
    }

    @Test
    void a_topic_that_lost_its_end_is_read_again_and_named() throws Exception {
        moveAllTo(1000);

        record(stack.started());

        assertThat(gaps())
                .containsExactly(
                        new Gap(0, 1000, 0, 1), new Gap(1, 1000, 0, 1), new Gap(2, 1000, 0, 1));
        assertThat(stack.count("SELECT count(*) FROM audit.event")).isEqualTo(2);
        assertThat(stack.faults()).hasSize(3);
        assertThat(findings(stack.topic()))
                .hasSize(3)
                .allMatch(finding -> finding.what().contains("ended before offset 1000"));
    }

    @Test
    void what_was_read_before_it_was_deleted_is_no_gap_when_reading_starts_over() throws Exception {
        for (int partition : List.of(0, 1, 2)) {
            deleteBefore(partition, position(partition));
        }
        moveAllTo(0);

        record(stack.started());

        assertThat(gaps()).isEmpty();
        assertThat(stack.faults()).isEmpty();
        assertThat(findings(stack.topic())).isEmpty();
    }

    @Test
    void a_topic_that_was_made_anew_is_named_once() throws Exception {
        Optional<Long> read = List.of(0, 1, 2).stream().map(this::position).reduce(Long::sum);
        String other = stack.topic() + ".anew";
        for (int start = 0; start < 2; start++) {
            try (Pipeline pipeline =
                    new Pipeline(
                            stack.kafka(),
                            new PipelineLimits(other, 3, 1, Duration.ofSeconds(20)),
                            stack.app(),
                            stack.audit(),
                            AuditStack.SIGNER,
                            stack.alarm(),
                            stack.metrics,
                            Clock.systemUTC())) {
                pipeline.start();
                record(pipeline);
            }
        }

        assertThat(gaps()).extracting(Gap::to).containsExactly(-1L, -1L, -1L);
        assertThat(gaps().stream().map(Gap::from).reduce(Long::sum)).isEqualTo(read);
        assertThat(stack.faults()).singleElement().asString().contains("made anew");
        assertThat(findings(other))
                .hasSize(3)
                .allMatch(finding -> finding.what().startsWith("the topic was made anew"));
    }
}
