package city.datastore.audit.event;

import city.datastore.audit.event.EventException.TooLarge;
import city.datastore.audit.event.EventException.Unreadable;
import city.datastore.audit.event.EventException.Unwritable;

/**
 * Between an event and its canonical bytes: JSON by RFC 8785, in the words of OCSF class 6005
 * (Datastore Activity). The form is written down in {@code docs/audit-events.md}.
 */
public final class EventCodec {
    /** Most bytes that an event may have. */
    public static final int MAX_BYTES = 64 * 1024;

    private EventCodec() {}

    /**
     * The canonical bytes of an event.
     *
     * @throws TooLarge when they are more than {@link #MAX_BYTES}
     * @throws Unwritable when a text has no UTF-8 form or a number no exact form in JSON
     */
    public static byte[] encode(AuditEvent event) {
        byte[] bytes;
        try {
            bytes = EventJson.of(event).bytes();
        } catch (IllegalArgumentException e) {
            throw new Unwritable(event, e);
        }
        if (bytes.length > MAX_BYTES) {
            throw new TooLarge(event, bytes.length);
        }
        return bytes;
    }

    /**
     * The event that has these canonical bytes. Names that this version does not know are passed
     * over, so that a newer writer does not stop an older reader.
     *
     * @throws Unreadable when the bytes are no event, are not in canonical form, or are more than
     *     {@link #MAX_BYTES}
     */
    public static AuditEvent decode(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new Unreadable(bytes.length + " bytes, an event has at most " + MAX_BYTES, null);
        }
        try {
            return EventJson.event(CanonicalJson.parse(bytes));
        } catch (IllegalArgumentException e) {
            throw new Unreadable(
                    "the bytes are no event of the record in canonical form (RFC 8785): "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }
}
