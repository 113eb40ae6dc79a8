package city.datastore.audit.pipeline;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Hands messages to Kafka, by another producer once Kafka has turned one away.
 *
 * <p>A producer needs an id from Kafka before it can send. Kafka's client asks for it once: where
 * the broker refuses to sign it in just then, nothing that it is given is ever sent. Thread-safe.
 */
final class Sending {
    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);
    private static final Duration BETWEEN_PRODUCERS = Duration.ofSeconds(1);

    private final ProducerFactory<String, byte[]> producers;
    private final KafkaTemplate<String, byte[]> kafka;
    private final AtomicLong nextProducer = new AtomicLong(System.nanoTime());
    private volatile boolean acknowledged;
    private volatile boolean turnedAway;

    Sending(ProducerFactory<String, byte[]> producers) {
        this.producers = producers;
        this.kafka = new KafkaTemplate<>(producers);
    }

    /**
     * Sends a message.
     *
     * @return done when Kafka has acknowledged it
     * @throws org.apache.kafka.common.KafkaException where it is known at once that it will not
     * @throws org.springframework.kafka.KafkaException likewise
     */
    CompletableFuture<?> send(ProducerRecord<String, byte[]> message) {
        if (turnedAway) {
            beginAnew();
        }
        try {
            return kafka.send(message).whenComplete((_, failure) -> note(failure));
        } catch (RuntimeException e) {
            note(e);
            throw e;
        }
    }

    /** A producer that has not sent anything yet may have no id, whatever the failure says. */
    private void note(@Nullable Throwable failure) {
        if (failure == null) {
            acknowledged = true;
            turnedAway = false;
        } else if (!acknowledged || refused(failure)) {
            turnedAway = true;
        }
    }

    /** Once a second at most, and by one of all who send. */
    private void beginAnew() {
        long due = nextProducer.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextProducer.compareAndSet(due, now + BETWEEN_PRODUCERS.toNanos())) {
            LOG.warn("event=producer_turned_away");
            acknowledged = false;
            turnedAway = false;
            producers.reset();
        }
    }

    private static boolean refused(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationException
                    || cause instanceof AuthorizationException) {
                return true;
            }
        }
        return false;
    }
}
