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

    /** The SHA-256 of an event's canonical bytes. */
    public byte[] digest(byte[] canonical) {
        return sha256.digest(canonical);
    }

    /** The entry for this digest; the salt has {@value #SALT_BYTES} bytes. */
    public byte[] of(byte[] salt, byte[] digest) {
        sha256.update(padded(salt, (byte) 0x36));
        sha256.update(LABEL);
        byte[] inner = sha256.digest(digest);
        sha256.update(padded(salt, (byte) 0x5c));
        return sha256.digest(inner);
    }

    private static byte[] padded(byte[] key, byte with) {
        byte[] block = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            block[i] = (byte) (i < key.length ? key[i] ^ with : with);
        }
        return block;
    }
}
