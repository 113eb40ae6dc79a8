package city.datastore.audit.pipeline;

import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;

/**
 * Records through Kafka, within a bounded wait.
 *
 * <p>An event whose wait ran out may still be stored later: recorded without a release is safe, a
 * release without a record is not. The caller must release nothing, and may ask again with a new
 * event. Thread-safe.
 */
final class KafkaRecorder implements Recorder {
    private final Sending kafka;
    private final EventMessages messages;
    private final Waits waits;
    private final Duration within;
    private final PipelineMetrics metrics;

    KafkaRecorder(
            Sending kafka,
            EventMessages messages,
            Waits waits,
            Duration within,
            PipelineMetrics metrics) {
        this.kafka = kafka;
        this.messages = messages;
        this.waits = waits;
        this.within = within;
        this.metrics = metrics;
    }

    @Override
    public void record(AuditEvent event) {
        byte[] canonical = EventCodec.encode(event);
        long start = System.nanoTime();
        try {
            send(event, canonical, start + within.toNanos());
            metrics.recorded(System.nanoTime() - start);
        } catch (NotRecordedException e) {
            metrics.notRecorded(System.nanoTime() - start);
            throw e;
        }
    }

    private void send(AuditEvent event, byte[] canonical, long deadline) {
        try {
            waits.await(kafka.send(messages.message(event, canonical)), deadline);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case TimeoutException _ ->
                        notRecorded(
                                "Kafka did not acknowledge it within " + within.toMillis() + " ms",
                                e);
                case null -> notRecorded("Kafka did not take it", e);
                case Throwable cause -> notRecorded("Kafka did not take it", cause);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notRecorded("the wait for Kafka was broken off", e);
        } catch (KafkaException | org.springframework.kafka.KafkaException e) {
            throw notRecorded("Kafka could not be reached", e);
        }
    }

    private static NotRecordedException notRecorded(String why, Throwable cause) {
        return new NotRecordedException("the event is not on the record: " + why, cause);
    }
}
