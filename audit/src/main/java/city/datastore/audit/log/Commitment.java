package city.datastore.audit.log;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the entry of the log that stands for an event: HMAC-SHA-256 by the event's salt, over a
 * line that says what this is and the event's canonical bytes.
 *
 * <p>An entry binds: nobody finds another event and salt with the same entry. It hides: without the
 * salt, nobody can even try whether a guess of the event is right.
 *
 * <p>Holds one function and uses it again and again: make one for each thread, or for each piece of
 * work.
 */
public final class Commitment {
    /** How many bytes an entry has. */
    public static final int ENTRY_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] LABEL =
            "city-datastore/audit-entry/v1\n".getBytes(StandardCharsets.US_ASCII);

    private final MessageDigest digest;
    private final Mac mac;

    /** Ready to make entries. */
    public Commitment() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
            mac = Mac.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256 and HMAC with it", e);
        }
    }

    /** The entry for an event with these canonical bytes. */
    public byte[] entry(Salt salt, byte[] canonical) {
        return entryOfDigest(salt, digest.digest(canonical));
    }

    /**
     * The entry for an event whose canonical bytes have this SHA-256.
     *
     * @throws IllegalArgumentException unless there are 32 bytes
     */
    public byte[] entryOfDigest(Salt salt, byte[] sha256) {
        if (sha256.length != ENTRY_BYTES) {
            throw new IllegalArgumentException("a SHA-256 has 32 bytes, here are " + sha256.length);
        }
        try {
            mac.init(new SecretKeySpec(salt.bytes(), ALGORITHM));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("HMAC takes any key", e);
        }
        mac.update(LABEL);
        return mac.doFinal(sha256);
    }

    /** Whether this entry stands for this event. */
    public boolean opens(Salt salt, byte[] canonical, byte[] entry) {
        return MessageDigest.isEqual(entry(salt, canonical), entry);
    }
}
