package city.datastore.acceptance;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/** Digests as {@code Content-Digest} writes them (RFC 9530). */
final class Digests {
    private Digests() {}

    static String of(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
