package city.datastore.audit.pipeline;

import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.EventException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A message as it came out of the topic: an event, or something that is none. */
sealed interface Arrival {
    int partition();

    long offset();

    Content content();

    /** An event. */
    record Legible(int partition, long offset, Content content, AuditEvent event)
            implements Arrival {}

    /** Something that is no event, or that the record cannot hold as one. */
    record Unreadable(int partition, long offset, Content content, String reason)
            implements Arrival {}

    static Arrival of(ConsumerRecord<String, byte[]> message) {
        int partition = message.partition();
        long offset = message.offset();
        if (message.serializedValueSize() < 0) {
            return new Unreadable(
                    partition, offset, new Content(new byte[0]), "the message has no value");
        }
        Content content = new Content(message.value());
        try {
            return new Legible(partition, offset, content, EventCodec.decode(content.bytes()));
        } catch (EventException.Unreadable e) {
            return new Unreadable(partition, offset, content, String.valueOf(e.getMessage()));
        }
    }

    default Unreadable refused(String reason) {
        return new Unreadable(partition(), offset(), content(), reason);
    }
}
