package city.datastore.platform.vault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pseudonyms of one agreement: the first 128 bits of HMAC-SHA-256 under the agreement's
 * key, in Base32 without padding (RFC 4648 §6). The form is written down in {@code
 * docs/released-data.md}. Keeps the last few that it made, where values come again. For one thread.
 */
public final class PseudonymMaker {
    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] LABEL = "city-datastore/pseudonym/1\0".getBytes(UTF_8);
    private static final byte[] ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".getBytes(US_ASCII);
    private static final int BYTES = 16;
    private static final int LENGTH = 26;
    private static final int GROUP = 5;

    /** By which the upper bits of a hash are brought down to where a place is chosen by. */
    private static final int SPREAD = 10;

    /** A power of two. */
    private static final int KEPT = 1 << 12;

    /** In characters; longer values seldom come again, and would need memory. */
    private static final int LONGEST_KEPT = 64;

    /**
     * So many values show whether keeping is worth its while: it is where one in eight was kept.
     */
    private static final int TRIAL = 4 * KEPT;

    private static final int WORTH = TRIAL / 8;

    private final Mac mac;
    private @Nullable Made @Nullable [] kept = new @Nullable Made[KEPT];
    private int asked;
    private int found;

    private record Made(String value, String pseudonym) {}

    PseudonymMaker(byte[] key) throws GeneralSecurityException {
        this.mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(key, ALGORITHM));
    }

    /**
     * The pseudonym of a value.
     *
     * @param value in its normal form
     */
    public String of(String value) {
        var known = kept;
        if (known == null || value.length() > LONGEST_KEPT) {
            return made(value);
        }
        int hash = value.hashCode();
        int place = (hash ^ (hash >>> SPREAD)) & (KEPT - 1);
        var before = known[place];
        boolean again = before != null && before.value.equals(value);
        count(again);
        if (before != null && again) {
            return before.pseudonym;
        }
        var pseudonym = made(value);
        known[place] = new Made(value, pseudonym);
        return pseudonym;
    }

    private void count(boolean again) {
        if (asked == TRIAL) {
            return;
        }
        found += again ? 1 : 0;
        if (++asked == TRIAL && found < WORTH) {
            kept = null;
        }
    }

    private String made(String value) {
        mac.update(LABEL);
        return base32(mac.doFinal(value.getBytes(UTF_8)));
    }

    private static String base32(byte[] hash) {
        var letters = new byte[LENGTH];
        int at = 0;
        int held = 0;
        int bits = 0;
        for (int i = 0; i < BYTES; i++) {
            held = (held << Byte.SIZE) | (hash[i] & 0xFF);
            bits += Byte.SIZE;
            while (bits >= GROUP) {
                bits -= GROUP;
                letters[at++] = letter(held >>> bits);
            }
        }
        letters[at] = letter(held << (GROUP - bits));
        return new String(letters, ISO_8859_1);
    }

    private static byte letter(int bits) {
        return ALPHABET[bits & (ALPHABET.length - 1)];
    }
}
