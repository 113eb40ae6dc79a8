package city.datastore.platform.tabular;

import java.util.ArrayList;
import java.util.List;

/** A CSV read character by character, slow and plain, sharing no line with the room under test. */
final class PlainReading {
    private PlainReading() {}

    static List<List<String>> of(String text, char delimiter) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        var cell = new StringBuilder();
        boolean quoted = false;
        boolean started = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && !started) {
                quoted = true;
                started = true;
            } else if (c == delimiter) {
                row.add(cell.toString());
                cell.setLength(0);
                started = false;
            } else if (c == '\n' || c == '\r') {
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                end(rows, row, cell, started);
                row = new ArrayList<>();
                started = false;
            } else {
                cell.append(c);
                started = true;
            }
        }
        if (started || !row.isEmpty()) {
            end(rows, row, cell, started);
        }
        return rows;
    }

    private static void end(
            List<List<String>> rows, List<String> row, StringBuilder cell, boolean started) {
        if (started || !row.isEmpty()) {
            row.add(cell.toString());
        }
        cell.setLength(0);
        rows.add(row);
    }
}
