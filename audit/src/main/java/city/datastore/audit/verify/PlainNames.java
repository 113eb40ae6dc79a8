package city.datastore.audit.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * The rules of names as they lie in the bytes of an event. Each takes only what the type in {@code
 * names} takes; a test holds one against the other.
 */
final class PlainNames {
    private static final byte[] AGREEMENT = "DSA-".getBytes(US_ASCII);
    private static final int UUID_LENGTH = 36;

    /** Where its bytes are written, two digits each. */
    private static final int[] UUID_PLACES = {
        0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34
    };

    private static final byte[] NIBBLES = new byte[256];

    static {
        Arrays.fill(NIBBLES, (byte) -1);
        for (int i = 0; i < 16; i++) {
            NIBBLES["0123456789abcdef".charAt(i)] = (byte) i;
        }
    }

    private PlainNames() {}

    static boolean agency(byte[] in, int from, int to) {
        return to > from && to - from <= 32 && lower(in[from]) && hyphened(in, from, to);
    }

    /** The agency ends at this slash. */
    static boolean dataset(byte[] in, int from, int slash, int to) {
        return agency(in, from, slash) && to - slash - 1 <= 100 && hyphened(in, slash + 1, to);
    }

    /** Lower-case letters and digits, joined by single hyphens. */
    private static boolean hyphened(byte[] in, int from, int to) {
        boolean joins = true;
        for (int i = from; i < to; i++) {
            boolean joiner = in[i] == '-';
            if (joiner ? joins : !lower(in[i]) && !digit(in[i])) {
                return false;
            }
            joins = joiner;
        }
        return !joins;
    }

    static boolean agreement(byte[] in, int from, int to) {
        int length = to - from;
        return length >= 13
                && length <= 15
                && Arrays.equals(in, from, from + 4, AGREEMENT, 0, 4)
                && digits(in, from + 4, from + 8)
                && in[from + 8] == '-'
                && digits(in, from + 9, to);
    }

    private static boolean digits(byte[] in, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!digit(in[i])) {
                return false;
            }
        }
        return true;
    }

    static boolean purpose(byte[] in, int from, int to) {
        boolean joins = true;
        for (int i = from; i < to; i++) {
            boolean joiner = in[i] == '-' || in[i] == '.' || in[i] == '_';
            if (joiner ? joins : !letterOrDigit(in[i])) {
                return false;
            }
            joins = joiner;
        }
        return !joins && to - from <= 64 && !digit(in[from]);
    }

    static boolean person(byte[] in, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            byte c = in[i];
            if (!letterOrDigit(c) && c != ':' && c != '_' && c != '.' && c != '@' && c != '-') {
                return false;
            }
        }
        return to > from && to - from <= 128 && letterOrDigit(in[from]);
    }

    static boolean request(byte[] in, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            byte c = in[i];
            if (!letterOrDigit(c) && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return to > from && to - from <= 64 && letterOrDigit(in[from]);
    }

    /** A UUID in lower case, as RFC 9562 §4 writes it. */
    static boolean uuid(byte[] in, int from, int to) {
        if (!hyphenated(in, from, to)) {
            return false;
        }
        int wrong = 0;
        for (int place : UUID_PLACES) {
            wrong |= nibble(in[from + place]) | nibble(in[from + place + 1]);
        }
        return wrong >= 0;
    }

    /** Whether the UUID that is written here is the one whose 16 bytes lie there. */
    static boolean uuidOf(byte[] in, int from, int to, int start) {
        if (!hyphenated(in, from, to)) {
            return false;
        }
        int differing = 0;
        for (int i = 0; i < UUID_PLACES.length; i++) {
            int at = from + UUID_PLACES[i];
            differing |= (nibble(in[at]) << 4 | nibble(in[at + 1])) ^ (in[start + i] & 0xff);
        }
        return differing == 0;
    }

    private static boolean hyphenated(byte[] in, int from, int to) {
        return to - from == UUID_LENGTH
                && in[from + 8] == '-'
                && in[from + 13] == '-'
                && in[from + 18] == '-'
                && in[from + 23] == '-';
    }

    /** Below 0 for what is no digit, or a letter that is not lower case. */
    private static int nibble(byte c) {
        return NIBBLES[c & 0xff];
    }

    private static boolean letterOrDigit(byte c) {
        return lower(c) || digit(c) || (c >= 'A' && c <= 'Z');
    }

    private static boolean lower(byte c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean digit(byte c) {
        return c >= '0' && c <= '9';
    }
}
