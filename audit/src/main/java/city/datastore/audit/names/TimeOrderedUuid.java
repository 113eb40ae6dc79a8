package city.datastore.audit.names;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** UUID version 7: 48 bits of Unix milliseconds, then random bits (RFC 9562 §5.7). */
final class TimeOrderedUuid {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern RULE =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private TimeOrderedUuid() {}

    static UUID at(Instant instant) {
        long random = RANDOM.nextLong();
        long high = (instant.toEpochMilli() << 16) | 0x7000L | (random & 0x0fffL);
        long low = (RANDOM.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    static UUID parse(String kind, String text) {
        if (!RULE.matcher(text).matches()) {
            throw new NameException(kind, text, "a UUID in lower case");
        }
        return UUID.fromString(text);
    }
}
