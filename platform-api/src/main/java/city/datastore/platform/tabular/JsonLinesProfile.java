package city.datastore.platform.tabular;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Passes bytes through unchanged and finds out meanwhile whether they are JSON lines, and with
 * which keys; memory of one line and the keys. For one thread.
 */
public final class JsonLinesProfile extends FilterInputStream {
    private final Set<String> keys = new LinkedHashSet<>();
    private final Lines lines = new Lines(this::line);
    private long rows;
    private int keysLength;
    private boolean ended;
    private @Nullable String fault;

    public JsonLinesProfile(InputStream in) {
        super(in);
    }

    /** Why it is nothing that can be cut to keys; null while there is no such reason. */
    public @Nullable String fault() {
        return fault;
    }

    /** Whether it has been read to its end, and every line is one object. */
    public boolean readable() {
        return ended && fault == null && rows > 0;
    }

    /** Every key of the objects, in the order in which they first came. */
    public List<String> columns() {
        return List.copyOf(keys);
    }

    public long rows() {
        return rows;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        if (read > 0) {
            look(() -> lines.update(bytes, offset, read));
        } else if (read < 0 && !ended) {
            ended = true;
            look(lines::end);
        }
        return read;
    }

    /** Nothing is skipped, everything is seen. */
    @Override
    public long skip(long count) throws IOException {
        return count <= 0 ? 0 : readNBytes((int) Math.min(count, 1 << 13)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void look(Runnable what) {
        if (fault != null) {
            return;
        }
        try {
            what.run();
        } catch (TabularException e) {
            fault = e.getMessage();
            keys.clear();
        }
    }

    private void line(long number, byte[] bytes) {
        JsonLine.read(number, bytes, (key, _, _, _) -> key(number, key));
        rows++;
    }

    private void key(long line, String key) {
        if (key.length() > CsvLimits.MAX_KEY) {
            throw new TabularException.TooLarge(
                    line, "has a key of more than " + CsvLimits.MAX_KEY + " characters");
        }
        if (!keys.add(key)) {
            return;
        }
        if (key.codePoints().anyMatch(JsonLinesProfile::unnameable)) {
            throw new TabularException.Malformed(
                    line, "has a key with a control character or half of a character in it");
        }
        if (keys.size() > CsvLimits.MAX_COLUMNS) {
            throw new TabularException.TooLarge(
                    line, "brings the keys to more than " + CsvLimits.MAX_COLUMNS);
        }
        keysLength += key.length();
        if (keysLength > CsvLimits.MAX_KEYS) {
            throw new TabularException.TooLarge(
                    line,
                    "brings the keys to more than " + CsvLimits.MAX_KEYS + " characters in all");
        }
    }

    /** What no agreement can name a column with, nor the database keep in its name. */
    private static boolean unnameable(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE;
    }
}
