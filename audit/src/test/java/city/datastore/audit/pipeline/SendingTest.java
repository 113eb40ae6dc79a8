package city.datastore.audit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.ProducerFactory;

class SendingTest {
    private final Producers producers = new Producers();
    private final Sending sending = new Sending(producers, Duration.ZERO);

    /** As Kafka's client, where a test says what becomes of each message. */
    private static final class Told extends MockProducer<String, byte[]> {
        Told() {
            super(false, null, new StringSerializer(), new ByteArraySerializer());
        }

        /** All who send share one; only the factory closes it. */
        @Override
        public void close(Duration within) {}

        void closeJustNow() {
            super.close(Duration.ZERO);
        }
    }

    /** Makes another producer whenever it was reset. */
    private static final class Producers implements ProducerFactory<String, byte[]> {
        private final List<Told> made = new ArrayList<>(List.of(new Told()));

        @Override
        public Producer<String, byte[]> createProducer() {
            return made.getLast();
        }

        @Override
        public void reset() {
            made.add(new Told());
        }
    }

    private void send() {
        var _ = sending.send(new ProducerRecord<>("topic", new byte[1]));
    }

    @Test
    void begins_with_another_producer_where_the_first_one_gets_nothing_through() {
        send();
        producers.made.getFirst().errorNext(new TimeoutException("no id"));

        send();

        assertThat(producers.made).hasSize(2);
    }

    @Test
    void keeps_that_one_whatever_becomes_of_what_the_first_one_still_had() {
        send();
        send();
        producers.made.getFirst().errorNext(new TimeoutException("no id"));
        send();

        producers.made.getFirst().errorNext(new KafkaException("closed"));
        send();

        assertThat(producers.made).hasSize(2);
        assertThat(producers.made.getLast().history()).hasSize(2);
    }

    @Test
    void says_of_a_producer_that_was_closed_just_then_what_it_says_of_Kafka() {
        producers.made.getFirst().closeJustNow();

        assertThatThrownBy(this::send).isInstanceOf(KafkaException.class);
    }
}
