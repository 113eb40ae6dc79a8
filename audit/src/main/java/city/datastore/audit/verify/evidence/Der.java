package city.datastore.audit.verify.evidence;

import city.datastore.audit.verify.receipt.RefusedException;
import java.util.Arrays;

/**
 * Reads values in DER (X.690) one after the other, and refuses every other spelling of a length.
 */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;
    static final int NULL = 0x05;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    static final int TAGGED_0 = 0xa0;

    private static final int MULTIBYTE_TAG = 0x1f;
    private static final int MAX_LENGTH_BYTES = 3;

    private final byte[] bytes;
    private final int end;
    private int at;

    private Der(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    static Der of(byte[] bytes) {
        return new Der(bytes, 0, bytes.length);
    }

    boolean more() {
        return at < end;
    }

    /** Whether the next value has this tag. */
    boolean next(int tag) {
        return at < end && (bytes[at] & 0xff) == tag;
    }

    /** The values inside the next one, which is gone past. */
    Der in(int tag) {
        int from = content(tag);
        int until = at;
        return new Der(bytes, from, until);
    }

    /** What the next value holds, which is gone past. */
    byte[] value(int tag) {
        int from = content(tag);
        return Arrays.copyOfRange(bytes, from, at);
    }

    /** The next value with its tag and length, which is gone past. */
    byte[] whole(int tag) {
        int from = at;
        var _ = content(tag);
        return Arrays.copyOfRange(bytes, from, at);
    }

    /** Demands that nothing is left. */
    void end() {
        if (at != end) {
            throw wrong("there is more in it than there has to be");
        }
    }

    private int content(int tag) {
        if (!next(tag) || (tag & MULTIBYTE_TAG) == MULTIBYTE_TAG) {
            throw wrong("a value is missing or another is in its place");
        }
        at++;
        int length = length();
        if (length > end - at) {
            throw wrong("it was cut off");
        }
        int from = at;
        at += length;
        return from;
    }

    private int length() {
        int first = octet();
        if (first < 0x80) {
            return first;
        }
        int count = first - 0x80;
        if (count < 1 || count > MAX_LENGTH_BYTES) {
            throw wrong("a length is not as DER has it");
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = (length << 8) | octet();
        }
        if (length < 0x80 || length < (1 << (8 * (count - 1)))) {
            throw wrong("a length is not as DER has it");
        }
        return length;
    }

    private int octet() {
        if (at >= end) {
            throw wrong("it was cut off");
        }
        return bytes[at++] & 0xff;
    }

    static RefusedException wrong(String why) {
        return RefusedException.unreadable(
                "It is no signature in the form of a pack: " + why + ".");
    }
}
