package city.datastore.audit.event;

/** Writes a value as RFC 8785 §3.2 says: no white space, sorted names, fewest escapes. */
final class CanonicalJsonWriter {
    private static final String HEX = "0123456789abcdef";

    private CanonicalJsonWriter() {}

    static void write(CanonicalJson json, StringBuilder out) {
        switch (json) {
            case CanonicalJson.Text(String value) -> string(value, out);
            case CanonicalJson.Whole(long value) -> out.append(value);
            case CanonicalJson.Truth(boolean value) -> out.append(value);
            case CanonicalJson.Items(var values) -> {
                char before = '[';
                for (CanonicalJson value : values) {
                    out.append(before);
                    write(value, out);
                    before = ',';
                }
                out.append(values.isEmpty() ? "[]" : "]");
            }
            case CanonicalJson.Fields(var values) -> {
                char before = '{';
                for (CanonicalJson.Field field : values) {
                    out.append(before);
                    string(field.name(), out);
                    out.append(':');
                    write(field.value(), out);
                    before = ',';
                }
                out.append(values.isEmpty() ? "{}" : "}");
            }
        }
    }

    private static void string(String value, StringBuilder out) {
        out.append('"');
        int plain = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                out.append(value, plain, i);
                escape(c, out);
                plain = i + 1;
            }
        }
        out.append(value, plain, value.length()).append('"');
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
        }
    }
}
