package city.datastore.platform.tabular;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes in what a release writes and keeps its first rows as text, for a page: at most {@value
 * #MAX_ROWS} rows and 256 KiB. For one thread, once.
 */
public final class FirstRows extends OutputStream {
    /** Most rows that are kept. */
    public static final int MAX_ROWS = 50;

    private static final int MAX_BYTES = 1 << 18;

    private final Reader reader;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean more;

    /** One value of a row, by the name of its column. */
    public record Cell(String column, String text) {}

    /** Reads what the release has written. */
    interface Reader {
        void read(InputStream in, Consumer<List<Cell>> rows) throws IOException;
    }

    FirstRows(Reader reader) {
        this.reader = reader;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int room = MAX_BYTES - kept.size();
        kept.write(bytes, offset, Math.min(room, length));
        more |= length > room;
    }

    /** The rows, when everything has been written. */
    public List<List<Cell>> rows() throws IOException {
        var rows = new ArrayList<List<Cell>>();
        boolean cut = more;
        try {
            reader.read(new ByteArrayInputStream(kept.toByteArray()), rows::add);
        } catch (TabularException e) {
            if (!cut) {
                throw e;
            }
        }
        if (cut && !rows.isEmpty()) {
            // what was kept may end within it
            rows.removeLast();
        }
        more |= rows.size() > MAX_ROWS;
        return List.copyOf(rows.subList(0, Math.min(rows.size(), MAX_ROWS)));
    }

    /** Whether there are rows that were not kept; known when the rows have been asked for. */
    public boolean more() {
        return more;
    }
}
