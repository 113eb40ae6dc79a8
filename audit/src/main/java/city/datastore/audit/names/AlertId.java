package city.datastore.audit.names;

import java.util.UUID;

/**
 * Id of an alert: a version 8 UUID (RFC 9562 §5.8) that follows from what the alert is about, so
 * that the same alert derived again has the same id.
 */
public record AlertId(UUID value) {
    public static AlertId parse(String text) {
        return new AlertId(TimeOrderedUuid.parse("alert id", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
