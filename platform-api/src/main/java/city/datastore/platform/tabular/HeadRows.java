package city.datastore.platform.tabular;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The first rows of a file, in memory, bytes as characters; an empty line is a row without cells.
 */
final class HeadRows implements CsvRows.Sink {
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> row = new ArrayList<>();

    private HeadRows() {}

    /**
     * @param whole whether this is all of the file; if not, its last row may be cut and is left out
     */
    static List<List<String>> read(byte[] start, Delimiter delimiter, boolean whole)
            throws IOException {
        HeadRows head = new HeadRows();
        CsvRows rows =
                new CsvRows(new ByteReader(new ByteArrayInputStream(start)), delimiter, head);
        boolean ended = false;
        try {
            while (head.rows.size() < CsvLimits.HEAD_ROWS && !ended) {
                ended = !rows.next();
            }
        } catch (TabularException.Malformed _) {
            // Reading the whole will say so with the right line; the rows before still count.
            return head.rows;
        }
        if (ended && !whole && !head.rows.isEmpty()) {
            head.rows.removeLast();
        }
        return head.rows;
    }

    @Override
    public void cell(long line, int column, char[] buffer, int offset, int length, boolean quoted) {
        row.add(new String(buffer, offset, length));
    }

    @Override
    public boolean end(long line, int cells) {
        rows.add(row);
        row = new ArrayList<>();
        return true;
    }
}
