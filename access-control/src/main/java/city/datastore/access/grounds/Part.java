package city.datastore.access.grounds;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A piece of grounds under its own digest. Agreements are pieces of their own, since many decisions
 * rest on the same one.
 */
final class Part {
    /** Characters of a digest: SHA-256 in hexadecimal. */
    static final int DIGEST_LENGTH = 64;

    private final String digest;
    private final byte[] body;

    Part(byte[] body) {
        this.body = body;
        this.digest = HexFormat.of().formatHex(sha256(body));
    }

    String digest() {
        return digest;
    }

    byte[] body() {
        return body;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
