package city.datastore.audit.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.EventException;
import java.time.format.DateTimeFormatter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How an event looks in Kafka: its canonical bytes as the value, CloudEvents 1.0 headers (Kafka
 * protocol binding, binary mode), and a key that keeps the order of what belongs together.
 */
final class EventMessages {
    private static final String SOURCE = "urn:city-datastore:platform";
    private static final String TYPE = "city.datastore.";

    private final String topic;

    EventMessages(String topic) {
        this.topic = topic;
    }

    ProducerRecord<String, byte[]> message(AuditEvent event, byte[] canonical) {
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(topic, null, key(event), canonical);
        Headers headers = message.headers();
        header(headers, "ce_specversion", "1.0");
        header(headers, "ce_id", event.id().toString());
        header(headers, "ce_source", SOURCE);
        header(headers, "ce_type", TYPE + event.action().name());
        header(headers, "ce_time", DateTimeFormatter.ISO_INSTANT.format(event.at()));
        header(headers, "ce_subject", subject(event.about()));
        header(headers, "content-type", "application/json; charset=utf-8");
        return message;
    }

    /**
     * The message for bytes from the outbox; what is no event travels bare and is set aside later.
     */
    ProducerRecord<String, byte[]> message(byte[] canonical) {
        try {
            return message(EventCodec.decode(canonical), canonical);
        } catch (EventException.Unreadable _) {
            return new ProducerRecord<>(topic, null, null, canonical);
        }
    }

    /** The dataset, else the agreement, else the actor's agency, else the actor. */
    static String key(AuditEvent event) {
        String subject = subject(event.about());
        if (subject != null) {
            return subject;
        }
        var agency = event.actor().agency();
        return agency != null ? agency.toString() : event.actor().person().toString();
    }

    private static @Nullable String subject(About about) {
        var dataset = about.dataset();
        if (dataset != null) {
            return dataset.toString();
        }
        var agreement = about.agreement();
        return agreement == null ? null : agreement.toString();
    }

    private static void header(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(UTF_8));
        }
    }
}
