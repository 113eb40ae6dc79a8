package city.datastore.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.event.CanonicalJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Goes once over the bytes of a JSON value and makes nothing of them. Who has come to the end has
 * seen canonical JSON (RFC 8785) with whole numbers, as {@link CanonicalJson#parse} would read it.
 * It gives up on more than that would refuse: on escapes, on names that are not ASCII, and on what
 * is nested deeper than {@value #MAX_DEPTH} levels.
 */
final class JsonScan {
    private static final int MAX_DEPTH = 8;
    private static final int MAX_DIGITS = 16;

    private static final byte[] TRUE = "true".getBytes(UTF_8);
    private static final byte[] FALSE = "false".getBytes(UTF_8);

    private byte[] bytes = {};
    private int begin;
    private int end;
    private int at;
    private boolean ascii;
    private int from;
    private int to;

    private Word name = Word.OTHER;

    /** At each level where the name before begins; nothing yet where that is below 0. */
    private final int[] nameFrom = new int[MAX_DEPTH + 1];

    private final int[] nameTo = new int[MAX_DEPTH + 1];
    private int depth;

    /** Begins with a value that lies in an array. */
    void begin(byte[] in, int first, int length) {
        bytes = in;
        begin = first;
        end = first + length;
        at = first;
        ascii = true;
        depth = 0;
    }

    /** Nothing may follow the value, and texts have to be UTF-8. */
    void end() {
        demand(at == end && depth == 0);
        if (!ascii) {
            try {
                var _ = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, begin, end - begin));
            } catch (CharacterCodingException e) {
                throw new UnsureException();
            }
        }
    }

    /** Goes on behind the piece that lies here, if it is one that can follow. */
    Shapes.@Nullable Piece pass(Shapes.Piece before) {
        Shapes.Piece piece = before.following(bytes, at, end);
        if (piece != null) {
            at += piece.length();
        }
        return piece;
    }

    /** Where what comes next begins. */
    int at() {
        return at;
    }

    static void demand(boolean sure) {
        if (!sure) {
            throw new UnsureException();
        }
    }

    /** An object begins; {@link #field} leads through it. */
    void object() {
        open('{');
    }

    /** An array begins; {@link #item} leads through it. */
    void array() {
        open('[');
    }

    private void open(char with) {
        take(with);
        depth++;
        demand(depth <= MAX_DEPTH);
        nameFrom[depth] = -1;
    }

    private boolean close(char with) {
        if (peek() != with) {
            return false;
        }
        at++;
        depth--;
        return true;
    }

    /** Whether the object has another field; its name has been read then, and its value comes. */
    boolean field() {
        if (close('}')) {
            return false;
        }
        int before = nameFrom[depth];
        if (before >= 0) {
            take(',');
        }
        demand(text());
        take(':');
        demand(before < 0 || Arrays.compare(bytes, before, nameTo[depth], bytes, from, to) < 0);
        demand(from <= bytes.length - Long.BYTES);
        nameFrom[depth] = from;
        nameTo[depth] = to;
        name = Word.of(bytes, from, to);
        return true;
    }

    /** Whether the array has another item, which comes. */
    boolean item() {
        if (close(']')) {
            return false;
        }
        if (nameFrom[depth] >= 0) {
            take(',');
        }
        nameFrom[depth] = 0;
        return true;
    }

    /** The name that was read last. */
    Word name() {
        return name;
    }

    /** Whether the text that was read last is this one. */
    boolean is(byte[] word) {
        return to - from == word.length && Arrays.equals(bytes, from, to, word, 0, word.length);
    }

    /** Where the text that was read last begins. */
    int from() {
        return from;
    }

    /** Where it ends. */
    int to() {
        return to;
    }

    /** Reads a text, and says whether it is ASCII. */
    boolean text() {
        take('"');
        boolean plain = true;
        int i = SpecialBytes.next(bytes, at);
        demand(i < end);
        while (bytes[i] != '"') {
            byte b = bytes[i];
            demand(b != '\\' && (b < 0 || b >= ' '));
            plain &= b >= 0;
            i = SpecialBytes.next(bytes, i + 1);
            demand(i < end);
        }
        from = at;
        to = i;
        at = i + 1;
        ascii &= plain;
        return plain;
    }

    /** Reads an array of texts. */
    void texts() {
        array();
        while (item()) {
            var _ = text();
        }
    }

    /** Reads a whole number. */
    long whole() {
        boolean negative = peek() == '-';
        if (negative) {
            at++;
        }
        int first = at;
        long value = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            value = value * 10 + (bytes[at] - '0');
            at++;
        }
        int digits = at - first;
        demand(digits > 0 && digits <= MAX_DIGITS && value <= CanonicalJson.MAX_WHOLE);
        demand(digits == 1 || bytes[first] != '0');
        demand(!negative || value != 0);
        return negative ? -value : value;
    }

    /** Reads any value. */
    void value() {
        switch (peek()) {
            case '{' -> {
                object();
                while (field()) {
                    value();
                }
            }
            case '[' -> {
                array();
                while (item()) {
                    value();
                }
            }
            case '"' -> {
                var _ = text();
            }
            case 't' -> word(TRUE);
            case 'f' -> word(FALSE);
            default -> {
                var _ = whole();
            }
        }
    }

    private void word(byte[] word) {
        demand(end - at >= word.length);
        demand(Arrays.equals(bytes, at, at + word.length, word, 0, word.length));
        at += word.length;
    }

    private void take(char expected) {
        demand(peek() == expected);
        at++;
    }

    /** The byte that comes next. */
    byte peek() {
        demand(at < end);
        return bytes[at];
    }
}
