package city.datastore.audit.verify.receipt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Works out the entry that stands for an event: HMAC-SHA-256 (RFC 2104) by its salt. Holds one
 * digest: make one for each thread.
 */
public final class Entry {
    /** How many bytes a salt has. */
    public static final int SALT_BYTES = 32;

    private static final byte[] LABEL = "city-datastore/audit-entry/v1\n".getBytes(US_ASCII);
    private static final int BLOCK = 64;
    private static final int DIGEST = 32;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final MessageDigest sha256 = Plain.sha256();

    /** The key in its inner form, the label, and the digest. */
    private final byte[] inner = new byte[BLOCK + LABEL.length + DIGEST];

    /** The key in its outer form, and the inner hash. */
    private final byte[] outer = new byte[BLOCK + DIGEST];

    public Entry() {
        Arrays.fill(inner, 0, BLOCK, INNER);
        Arrays.fill(outer, 0, BLOCK, OUTER);
        System.arraycopy(LABEL, 0, inner, BLOCK, LABEL.length);
    }

    /** The SHA-256 of an event's canonical bytes. */
    public byte[] digest(byte[] canonical) {
        return sha256.digest(canonical);
    }

    /** The SHA-256 of canonical bytes that are part of an array. */
    public byte[] digest(byte[] from, int offset, int length) {
        sha256.update(from, offset, length);
        return sha256.digest();
    }

    /** The entry for this digest; the salt has {@value #SALT_BYTES} bytes. */
    public byte[] of(byte[] salt, byte[] digest) {
        return of(salt, 0, digest);
    }

    /** The entry for this digest; the {@value #SALT_BYTES} bytes of the salt begin there. */
    public byte[] of(byte[] from, int salt, byte[] digest) {
        for (int i = 0; i < SALT_BYTES; i++) {
            inner[i] = (byte) (from[salt + i] ^ INNER);
            outer[i] = (byte) (from[salt + i] ^ OUTER);
        }
        System.arraycopy(digest, 0, inner, BLOCK + LABEL.length, DIGEST);
        byte[] within = sha256.digest(inner);
        System.arraycopy(within, 0, outer, BLOCK, DIGEST);
        return sha256.digest(outer);
    }
}
