package city.datastore.audit.pipeline;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
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

    private final ProducerFactory<String, byte[]> producers;
    private final KafkaTemplate<String, byte[]> kafka;
    private final Duration betweenProducers;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Given given = new Given();

    /** What became of the messages that one producer was given. */
    private static final class Given {
        private final long begun = System.nanoTime();
        private volatile boolean acknowledged;
        private volatile boolean turnedAway;

        /** A producer that has not sent anything yet may have no id, whatever the failure says. */
        private void note(@Nullable Throwable failure) {
            if (failure == null) {
                acknowledged = true;
                turnedAway = false;
            } else if (!acknowledged || refused(failure)) {
                turnedAway = true;
            }
        }
    }

    /**
     * @param betweenProducers how long a producer is kept at least
     */
    Sending(ProducerFactory<String, byte[]> producers, Duration betweenProducers) {
        this.producers = producers;
        this.kafka = new KafkaTemplate<>(producers);
        this.betweenProducers = betweenProducers;
    }

    /**
     * Sends a message.
     *
     * @return done when Kafka has acknowledged it
     * @throws KafkaException where it is known at once that it will not
     * @throws org.springframework.kafka.KafkaException likewise
     */
    CompletableFuture<?> send(ProducerRecord<String, byte[]> message) {
        beginAnewWhereTurnedAway();
        Given to = given;
        try {
            return kafka.send(message).whenComplete((_, failure) -> to.note(failure));
        } catch (IllegalStateException e) {
            throw new KafkaException("its producer was closed just then", e);
        } catch (RuntimeException e) {
            to.note(e);
            throw e;
        }
    }

    /** By one of all who send. What the last producer still had fails, and says nothing of this. */
    private void beginAnewWhereTurnedAway() {
        if (given.turnedAway && changing.tryLock()) {
            try {
                if (given.turnedAway
                        && System.nanoTime() - given.begun >= betweenProducers.toNanos()) {
                    LOG.warn("event=producer_turned_away");
                    producers.reset();
                    given = new Given();
                }
            } finally {
                changing.unlock();
            }
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
