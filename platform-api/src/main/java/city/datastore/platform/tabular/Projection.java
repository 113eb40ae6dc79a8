package city.datastore.platform.tabular;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Some columns of a CSV, and nothing else of it.
 *
 * <p>What comes out: the header and every row below it, cut to the wanted columns, in the file's
 * order; the file's delimiter, line end and byte order mark; each value byte for byte, quoted where
 * it was quoted. What does not: anything above the header, empty lines, cells beyond the header. A
 * row that is too short gives empty values. A row that cannot be cut for sure is refused.
 *
 * <p>Memory: one row and 64 KiB, whatever the file's size. For one thread, once.
 */
public final class Projection {
    private final CsvHead head;
    private final boolean[] wanted;

    private Projection(CsvHead head, boolean[] wanted) {
        this.head = head;
        this.wanted = wanted;
    }

    /**
     * Reads the beginning of the file and finds the columns; writes nothing yet, so that what is
     * missing is known before an answer has begun.
     *
     * @param declared the dataset's column names, by which the header is recognised; may be empty
     * @param columns the names wanted, as in {@link Profile#columns}
     * @throws TabularException.MissingColumns if the file lacks one of them
     * @throws TabularException.NotATable if the file is no CSV (UTF-16, for one)
     * @throws TabularException.TooLarge if a row at the beginning has too many cells
     * @throws IllegalArgumentException if no column is wanted
     */
    public static Projection of(InputStream in, List<String> declared, Collection<String> columns)
            throws IOException {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a projection needs at least one column");
        }
        CsvHead head = CsvHead.read(in, declared);
        List<String> missing = new ArrayList<>();
        boolean[] wanted = new boolean[head.columns().size()];
        for (String column : columns) {
            int at = head.columns().indexOf(ColumnNames.tidy(column));
            if (at < 0) {
                missing.add(column);
            } else {
                wanted[at] = true;
            }
        }
        if (!missing.isEmpty()) {
            throw new TabularException.MissingColumns(missing);
        }
        return new Projection(head, wanted);
    }

    /** The names of the columns that come out, in the file's order. */
    public List<String> columns() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i]) {
                names.add(head.columns().get(i));
            }
        }
        return List.copyOf(names);
    }

    /**
     * Writes the projected file; neither stream is closed.
     *
     * @return the number of rows written after the header
     * @throws TabularException.Malformed at the first row that cannot be cut for sure; of it and
     *     what follows nothing is written
     * @throws TabularException.TooLarge at the first row beyond the {@link CsvLimits}
     */
    public long writeTo(OutputStream out) throws IOException {
        if (head.hasBom()) {
            out.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        }
        Cut cut = new Cut(head, wanted);
        CsvRows rows = new CsvRows(head.reader(), head.delimiter(), cut);
        try {
            while (rows.next()) {
                cut.flush(out);
            }
        } finally {
            // Whole rows before a fault are genuine and may go out; the faulty row never does.
            cut.flush(out);
        }
        return cut.rows;
    }

    /** Collects whole rows and hands them on when enough have come together. */
    private static final class Cut extends TableRows {
        private static final int ENOUGH = 1 << 16;

        private final byte delimiter;
        private final byte[] lineEnd;
        private final boolean[] wanted;
        private final int wantedCount;
        private byte[] bytes = new byte[2 * ENOUGH];
        private int length;
        private int complete;
        private int written;
        private long rows = -1;

        Cut(CsvHead head, boolean[] wanted) {
            super(head);
            this.delimiter = (byte) head.delimiter().character();
            this.lineEnd = head.lineEnd().getBytes(StandardCharsets.US_ASCII);
            this.wanted = wanted;
            int count = 0;
            for (boolean one : wanted) {
                count += one ? 1 : 0;
            }
            this.wantedCount = count;
        }

        @Override
        void value(int column, char[] buffer, int offset, int count, boolean quoted) {
            if (!wanted[column]) {
                return;
            }
            // Twice the length if every character is a quote, two quotes, a delimiter, a line end.
            ensure(2 * count + 5);
            if (written++ > 0) {
                bytes[length++] = delimiter;
            }
            if (quoted || (count == 0 && wantedCount == 1)) {
                quoted(buffer, offset, count);
                return;
            }
            byte[] into = bytes;
            int at = length;
            for (int i = 0; i < count; i++) {
                into[at + i] = (byte) buffer[offset + i];
            }
            length = at + count;
        }

        private void quoted(char[] buffer, int offset, int count) {
            byte[] into = bytes;
            int at = length;
            into[at++] = '"';
            for (int i = offset; i < offset + count; i++) {
                char c = buffer[i];
                into[at++] = (byte) c;
                if (c == '"') {
                    into[at++] = '"';
                }
            }
            into[at++] = '"';
            length = at;
        }

        @Override
        boolean endOfRow(long line, int cells) {
            ensure(wantedCount + 4);
            if (written == 0 && wantedCount == 1) {
                bytes[length++] = '"'; // a line with nothing on it would be no row
                bytes[length++] = '"';
                written++;
            }
            for (; written < wantedCount; written++) {
                if (written > 0) {
                    bytes[length++] = delimiter;
                }
            }
            for (byte b : lineEnd) {
                bytes[length++] = b;
            }
            written = 0;
            complete = length;
            rows++;
            return complete >= ENOUGH;
        }

        private void ensure(int more) {
            if (bytes.length - length < more) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
            }
        }

        void flush(OutputStream out) throws IOException {
            out.write(bytes, 0, complete);
            length = 0;
            complete = 0;
        }
    }
}
