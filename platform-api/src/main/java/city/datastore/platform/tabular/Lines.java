package city.datastore.platform.tabular;

import java.util.Arrays;

/** Cuts bytes into lines as they come, each within {@link CsvLimits#MAX_ROW_BYTES}. */
final class Lines {
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Sink sink;
    private byte[] line = new byte[1 << 12];
    private int length;
    private long number = 1;

    /** Gets every line that is not blank. */
    interface Sink {
        void line(long number, byte[] bytes);
    }

    Lines(Sink sink) {
        this.sink = sink;
    }

    /**
     * @throws TabularException.TooLarge at the first line that is longer
     */
    void update(byte[] bytes, int offset, int count) {
        int from = offset;
        int end = offset + count;
        for (int i = offset; i < end; i++) {
            if (bytes[i] == '\n') {
                add(bytes, from, i - from);
                end();
                from = i + 1;
            }
        }
        add(bytes, from, end - from);
    }

    /** The last line may go without its end. */
    void end() {
        int from = number == 1 && Arrays.equals(line, 0, Math.min(length, 3), BOM, 0, 3) ? 3 : 0;
        int until = length;
        while (until > from && blank(line[until - 1])) {
            until--;
        }
        while (from < until && blank(line[from])) {
            from++;
        }
        if (from < until) {
            sink.line(number, Arrays.copyOfRange(line, from, until));
        }
        number++;
        length = 0;
    }

    private void add(byte[] bytes, int offset, int count) {
        if (length + count > CsvLimits.MAX_ROW_BYTES) {
            throw new TabularException.TooLarge(
                    number, "is longer than " + CsvLimits.MAX_ROW_BYTES + " bytes");
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, length + count));
        }
        System.arraycopy(bytes, offset, line, length, count);
        length += count;
    }

    private static boolean blank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }
}
