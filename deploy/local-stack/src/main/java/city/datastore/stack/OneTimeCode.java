package city.datastore.stack;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The six digits that an authenticator app would show for the demo people (RFC 6238, SHA-1, 30
 * seconds).
 */
public final class OneTimeCode {
    /**
     * The seed of every demo person in the local realm, in Base32; it guards nothing but demo data
     * on this machine.
     */
    public static final String DEMO_SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

    private static final long PERIOD_SECONDS = 30;

    private OneTimeCode() {}

    /** The code of the demo people at this time. */
    public static String at(Instant time) {
        return at(time, DEMO_SEED);
    }

    static String at(Instant time, String base32Seed) {
        byte[] counter =
                ByteBuffer.allocate(8).putLong(time.getEpochSecond() / PERIOD_SECONDS).array();
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(base32(base32Seed), "HmacSHA1"));
            byte[] hash = mac.doFinal(counter);
            int offset = hash[hash.length - 1] & 0x0f;
            int number = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7fffffff;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] base32(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * 5 / 8);
        int buffer = 0;
        int bits = 0;
        for (int at = 0; at < text.length(); at++) {
            buffer = buffer << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(text.charAt(at));
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.put((byte) (buffer >> bits));
            }
        }
        return bytes.array();
    }
}
