package city.datastore.audit.pipeline;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The bytes of a message and their SHA-256; nobody changes the array. */
final class Content {
    private final byte[] bytes;
    private final byte[] digest;

    Content(byte[] bytes) {
        this.bytes = bytes;
        try {
            this.digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    byte[] digest() {
        return digest;
    }

    int size() {
        return bytes.length;
    }
}
