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

    // what a byte may be part of; looked up, because in ids letters and digits come by chance
    private static final int LOWER = 1;
    private static final int DIGIT = 1 << 1;
    private static final int UPPER = 1 << 2;
    private static final int HYPHEN = 1 << 3;
    private static final int DOT_OR_LINE = 1 << 4;
    private static final int COLON_OR_AT = 1 << 5;
    private static final byte[] KINDS = new byte[256];

    static {
        kind(LOWER, "abcdefghijklmnopqrstuvwxyz");
        kind(UPPER, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        kind(DIGIT, "0123456789");
        kind(HYPHEN, "-");
        kind(DOT_OR_LINE, "._");
        kind(COLON_OR_AT, ":@");
        Arrays.fill(NIBBLES, (byte) -1);
        for (int i = 0; i < 16; i++) {
            NIBBLES["0123456789abcdef".charAt(i)] = (byte) i;
        }
    }

    private PlainNames() {}

    private static void kind(int kind, String characters) {
        for (byte each : characters.getBytes(US_ASCII)) {
            KINDS[each] = (byte) kind;
        }
    }

    private static boolean is(byte c, int kinds) {
        return (KINDS[c & 0xff] & kinds) != 0;
    }

    /** Whether all of these bytes are of these kinds. */
    private static boolean all(byte[] in, int from, int to, int kinds) {
        int wrong = 0;
        for (int i = from; i < to; i++) {
            wrong |= (KINDS[in[i] & 0xff] & kinds) - 1;
        }
        return wrong >= 0;
    }

    static boolean agency(byte[] in, int from, int to) {
        return to > from
                && to - from <= 32
                && is(in[from], LOWER)
                && joined(in, from, to, LOWER | DIGIT, HYPHEN);
    }

    /** The agency ends at this slash. */
    static boolean dataset(byte[] in, int from, int slash, int to) {
        return agency(in, from, slash)
                && to - slash - 1 <= 100
                && joined(in, slash + 1, to, LOWER | DIGIT, HYPHEN);
    }

    /** Bytes of some kinds, joined by single ones of others. */
    private static boolean joined(byte[] in, int from, int to, int kinds, int joiners) {
        boolean joins = true;
        for (int i = from; i < to; i++) {
            boolean joiner = is(in[i], joiners);
            if (joiner ? joins : !is(in[i], kinds)) {
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
                && all(in, from + 4, from + 8, DIGIT)
                && in[from + 8] == '-'
                && all(in, from + 9, to, DIGIT);
    }

    static boolean purpose(byte[] in, int from, int to) {
        return joined(in, from, to, LOWER | UPPER | DIGIT, HYPHEN | DOT_OR_LINE)
                && to - from <= 64
                && !is(in[from], DIGIT);
    }

    static boolean person(byte[] in, int from, int to) {
        int kinds = LOWER | UPPER | DIGIT | HYPHEN | DOT_OR_LINE | COLON_OR_AT;
        return to > from
                && to - from <= 128
                && is(in[from], LOWER | UPPER | DIGIT)
                && all(in, from, to, kinds);
    }

    static boolean request(byte[] in, int from, int to) {
        return to > from
                && to - from <= 64
                && is(in[from], LOWER | UPPER | DIGIT)
                && all(in, from, to, LOWER | UPPER | DIGIT | HYPHEN | DOT_OR_LINE);
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
}
