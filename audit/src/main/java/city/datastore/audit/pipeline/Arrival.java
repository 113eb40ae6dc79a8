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

    /** Something that is no event. */
    record Unreadable(int partition, long offset, Content content, String reason)
            implements SetAside {}

    /** An event that the record cannot hold. */
    record Refused(Legible event, String reason) implements SetAside {
        @Override
        public int partition() {
            return event.partition();
        }

        @Override
        public long offset() {
            return event.offset();
        }

        @Override
        public Content content() {
            return event.content();
        }
    }

    /** What is kept as it came, beside the record. */
    sealed interface SetAside extends Arrival {
        String reason();
    }

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
}
