package city.datastore.audit.verify.receipt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;

/**
 * Works out the entry that stands for an event: HMAC-SHA-256 (RFC 2104) by its salt. Holds one
 * digest: make one for each thread.
 */
public final class Entry {
    /** How many bytes a salt has. */
    public static final int SALT_BYTES = 32;

    private static final byte[] LABEL = "city-datastore/audit-entry/v1\n".getBytes(US_ASCII);
    private static final int BLOCK = 64;

    private final MessageDigest sha256 = Plain.sha256();
    private final byte[] inner = new byte[BLOCK];
    private final byte[] outer = new byte[BLOCK];

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
        for (int i = 0; i < BLOCK; i++) {
            byte key = i < SALT_BYTES ? from[salt + i] : 0;
            inner[i] = (byte) (key ^ 0x36);
            outer[i] = (byte) (key ^ 0x5c);
        }
        sha256.update(inner);
        sha256.update(LABEL);
        byte[] within = sha256.digest(digest);
        sha256.update(outer);
        return sha256.digest(within);
    }
}
