package city.datastore.audit.event;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON in any form (RFC 8259), canonical or not, into the values that {@link CanonicalJson}
 * has; with the writer it defines what the reader of the canonical form has to accept.
 */
final class AnyJson {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,15})");

    private final String text;
    private int position;

    private AnyJson(String text) {
        this.text = text;
    }

    /**
     * Reads the value.
     *
     * @throws IllegalArgumentException when the text is not JSON, holds a name twice, a null, a
     *     fraction or an exponent, or is nested deeper than 16 levels
     */
    static CanonicalJson parse(String text) {
        return new AnyJson(text).read();
    }

    private CanonicalJson read() {
        CanonicalJson json = value(0);
        space();
        if (position < text.length()) {
            throw wrong("there is more after the end of the value");
        }
        return json;
    }

    private CanonicalJson value(int depth) {
        if (depth > CanonicalJson.MAX_DEPTH) {
            throw wrong("it is nested deeper than " + CanonicalJson.MAX_DEPTH + " levels");
        }
        space();
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
        position++;
        if (taken('}')) {
            return new CanonicalJson.Fields(fields);
        }
        do {
            space();
            String name = string();
            if (!taken(':')) {
                throw wrong("a colon is missing after a name");
            }
            fields.add(new CanonicalJson.Field(name, value(depth + 1)));
        } while (taken(','));
        if (!taken('}')) {
            throw wrong("an object does not end");
        }
        return CanonicalJson.Fields.sorted(fields);
    }

    private CanonicalJson items(int depth) {
        List<CanonicalJson> items = new ArrayList<>();
        position++;
        if (taken(']')) {
            return new CanonicalJson.Items(items);
        }
        do {
            items.add(value(depth + 1));
        } while (taken(','));
        if (!taken(']')) {
            throw wrong("an array does not end");
        }
        return new CanonicalJson.Items(items);
    }

    private CanonicalJson word(String word, boolean value) {
        if (!text.startsWith(word, position)) {
            throw wrong("this is no JSON value");
        }
        position += word.length();
        return new CanonicalJson.Truth(value);
    }

    private CanonicalJson number() {
        Matcher number = NUMBER.matcher(text).region(position, text.length());
        if (!number.lookingAt() || number.group().equals("-0")) {
            throw wrong("this is no value that an event may hold");
        }
        position = number.end();
        if (position < text.length() && "0123456789.eE".indexOf(text.charAt(position)) >= 0) {
            throw wrong("a number is not a whole number of at most 16 digits");
        }
        return new CanonicalJson.Whole(Long.parseLong(number.group()));
    }

    private String string() {
        if (peek() != '"') {
            throw wrong("a string has to start with a quotation mark");
        }
        position++;
        int end = position;
        while (end < text.length() && isPlain(text.charAt(end))) {
            end++;
        }
        if (end < text.length() && text.charAt(end) == '"') {
            String plain = text.substring(position, end);
            position = end + 1;
            return plain;
        }
        return stringWithEscapes();
    }

    /** Stands for itself within a string. */
    private static boolean isPlain(char c) {
        return c != '"' && c != '\\' && c >= 0x20;
    }

    private String stringWithEscapes() {
        StringBuilder out = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return out.toString();
            }
            if (c < 0x20) {
                throw wrong("a string holds a control character that is not escaped");
            }
            out.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> codeUnit();
            default -> throw wrong("an escape is not one of JSON's");
        };
    }

    private char codeUnit() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw wrong("an escape does not have four hexadecimal digits");
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private void space() {
        while (position < text.length() && isSpace(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private boolean taken(char wanted) {
        space();
        if (position < text.length() && text.charAt(position) == wanted) {
            position++;
            return true;
        }
        return false;
    }

    private char peek() {
        if (position >= text.length()) {
            throw wrong("the text ends too early");
        }
        return text.charAt(position);
    }

    private char next() {
        char c = peek();
        position++;
        return c;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(
                "not JSON as an event has it, at character " + position + ": " + what);
    }
}
