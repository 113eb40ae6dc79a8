package city.datastore.audit.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the bytes of a value in canonical form (RFC 8785) and refuses every other spelling of it,
 * in one pass: no white space, names in order, the fewest escapes, UTF-8.
 */
final class CanonicalJsonReader {
    private static final int MAX_DIGITS = 16;

    private final byte[] bytes;
    private int at;

    CanonicalJsonReader(byte[] bytes) {
        this.bytes = bytes;
    }

    CanonicalJson read() {
        CanonicalJson json = value(0);
        if (at < bytes.length) {
            throw wrong("there is more after the end of the value");
        }
        return json;
    }

    private CanonicalJson value(int depth) {
        if (depth > CanonicalJson.MAX_DEPTH) {
            throw wrong("it is nested deeper than " + CanonicalJson.MAX_DEPTH + " levels");
        }
        return switch (peek()) {
            case '{' -> fields(depth);
            case '[' -> items(depth);
            case '"' -> new CanonicalJson.Text(string());
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            default -> number();
        };
    }

    private CanonicalJson fields(int depth) {
        List<CanonicalJson.Field> fields = new ArrayList<>();
        at++;
        if (peek() == '}') {
            at++;
            return new CanonicalJson.Fields(fields);
        }
        while (true) {
            String name = string();
            if (next() != ':') {
                throw wrong("a colon is missing after a name");
            }
            fields.add(new CanonicalJson.Field(name, value(depth + 1)));
            switch (next()) {
                case ',' -> {
                    // the next field follows
                }
                case '}' -> {
                    // finds out whether the names are in order
                    return new CanonicalJson.Fields(fields);
                }
                default -> throw wrong("an object does not end");
            }
        }
    }

    private CanonicalJson items(int depth) {
        List<CanonicalJson> items = new ArrayList<>();
        at++;
        if (peek() == ']') {
            at++;
            return new CanonicalJson.Items(items);
        }
        while (true) {
            items.add(value(depth + 1));
            switch (next()) {
                case ',' -> {
                    // the next item follows
                }
                case ']' -> {
                    return new CanonicalJson.Items(items);
                }
                default -> throw wrong("an array does not end");
            }
        }
    }

    private CanonicalJson word(String word, boolean value) {
        for (int i = 0; i < word.length(); i++) {
            if (next() != word.charAt(i)) {
                throw wrong("this is no JSON value");
            }
        }
        return new CanonicalJson.Truth(value);
    }

    private CanonicalJson number() {
        boolean negative = bytes[at] == '-';
        if (negative) {
            at++;
        }
        int first = at;
        long value = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            if (at - first == MAX_DIGITS) {
                throw wrong("a number has more than " + MAX_DIGITS + " digits");
            }
            value = value * 10 + (bytes[at] - '0');
            at++;
        }
        boolean padded = at - first > 1 && bytes[first] == '0';
        if (at == first || padded || (negative && value == 0)) {
            throw wrong("this is no value that an event may hold");
        }
        return new CanonicalJson.Whole(negative ? -value : value);
    }

    private String string() {
        if (next() != '"') {
            throw wrong("a string has to start with a quotation mark");
        }
        int start = at;
        boolean ascii = true;
        while (at < bytes.length && bytes[at] != '"') {
            byte b = bytes[at];
            if (b == '\\') {
                return withEscapes(start);
            }
            if (b < 0) {
                ascii = false;
            } else if (b < 0x20) {
                throw wrong("a string holds a control character that is not escaped");
            }
            at++;
        }
        int end = at;
        next();
        return ascii
                ? new String(bytes, start, end - start, StandardCharsets.ISO_8859_1)
                : utf8(start, end);
    }

    /** Goes on from the first backslash of a string that begins at {@code start}. */
    private String withEscapes(int start) {
        StringBuilder out = new StringBuilder();
        int plain = start;
        while (peek() != '"') {
            int b = bytes[at];
            if (b == '\\') {
                out.append(utf8(plain, at));
                at++;
                out.append(escaped());
                plain = at;
            } else if (b >= 0 && b < 0x20) {
                throw wrong("a string holds a control character that is not escaped");
            } else {
                at++;
            }
        }
        out.append(utf8(plain, at));
        at++;
        return out.toString();
    }

    /** Each character has one escape, and only those that need one. */
    private char escaped() {
        int c = next();
        return switch (c) {
            case '"', '\\' -> (char) c;
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'u' -> control();
            default -> throw wrong("an escape is not one of the canonical form's");
        };
    }

    /** A control character without a short form: 00 and two lower-case digits. */
    private char control() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int c = next();
            int digit = Character.digit(c, 16);
            if (digit < 0 || (c >= 'A' && c <= 'F')) {
                throw wrong("an escape does not have four lower-case hexadecimal digits");
            }
            unit = unit << 4 | digit;
        }
        if (unit >= 0x20 || "\b\t\n\f\r".indexOf(unit) >= 0) {
            throw wrong("an escape is not the canonical form's");
        }
        return (char) unit;
    }

    private String utf8(int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a string is not UTF-8", e);
        }
    }

    private int peek() {
        if (at >= bytes.length) {
            throw wrong("the text ends too early");
        }
        return bytes[at];
    }

    private int next() {
        int b = peek();
        at++;
        return b;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(
                "not canonical JSON (RFC 8785), at byte " + at + ": " + what);
    }
}
