package city.datastore.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/**
 * A CSV file as far as the walk-through has to read it (RFC 4180); byte for byte, whatever its
 * encoding.
 */
final class Csv {
    /** UTF-8's byte order mark, each byte a character. */
    private static final String MARK = "\u00EF\u00BB\u00BF";

    private Csv() {}

    /** Every record that is not an empty line, each as its fields; without a byte order mark. */
    static List<List<String>> records(byte[] file) {
        String text = new String(file, ISO_8859_1);
        var records = new ArrayList<List<String>>();
        var record = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = text.startsWith(MARK) ? MARK.length() : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',' || c == '\n' || c == '\r') {
                record.add(field.toString());
                field.setLength(0);
                if (c != ',') {
                    end(records, record);
                }
            } else {
                field.append(c);
            }
        }
        record.add(field.toString());
        end(records, record);
        return records;
    }

    private static void end(List<List<String>> records, List<String> record) {
        if (record.size() > 1 || !record.getFirst().isEmpty()) {
            records.add(List.copyOf(record));
        }
        record.clear();
    }
}
