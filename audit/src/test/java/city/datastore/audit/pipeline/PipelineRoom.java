package city.datastore.audit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.AuditStack;
import city.datastore.stack.LocalStack;
import city.datastore.stack.Server;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;

/** What the tests of the pipeline have in common: a topic and a record of their own each. */
abstract class PipelineRoom {
    static final LocalStack SERVERS = LocalStack.shared(Server.POSTGRES, Server.KAFKA);

    final AuditStack stack = new AuditStack(SERVERS);

    @AfterEach
    void stop() {
        stack.close();
    }

    void send(byte[]... values) {
        Map<String, Object> settings = stack.kafkaSettings();
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (byte[] value : values) {
                var _ = producer.send(new ProducerRecord<>(stack.topic(), 0, null, value));
            }
            producer.flush();
        }
    }

    void sequenceHasNoGaps() {
        assertThat(stack.count("SELECT count(*) - coalesce(max(sequence), 0) FROM audit.event"))
                .isZero();
        assertThat(
                        stack.count(
                                "SELECT size - (SELECT count(*) FROM audit.event)"
                                        + " FROM audit.head"))
                .isZero();
    }
}
