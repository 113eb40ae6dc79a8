package city.datastore.agreements.reminders;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What a reminder is about, and what there is one letter for: another date, distance or agency is
 * another letter.
 */
public record ReminderKey(
        AgreementRef agreement, Occasion occasion, Instant due, Ahead ahead, AgencyCode agency) {
    private static final int BYTES = 16;

    /** The same for the same key, for ever: 32 hexadecimal digits of a SHA-256. */
    public String fingerprint() {
        String text =
                String.join(
                        "\n",
                        agreement.value(),
                        occasion.word(),
                        due.toString(),
                        Integer.toString(ahead.days()),
                        agency.value());
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
