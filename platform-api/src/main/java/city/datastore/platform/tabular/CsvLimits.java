package city.datastore.platform.tabular;

/** The largest table that is read: beyond these, a clear exception, whatever memory there is. */
public final class CsvLimits {
    /** Cells of one row; a spreadsheet has no more columns either. */
    public static final int MAX_COLUMNS = 16_384;

    /** Bytes of one cell; a quote that is never closed also ends here. */
    public static final int MAX_CELL_BYTES = 1 << 20;

    /** Bytes of one row. */
    public static final int MAX_ROW_BYTES = 8 << 20;

    /** Bytes that are looked at to find delimiter and header. */
    public static final int HEAD_BYTES = 1 << 18;

    /** Rows among which the header is looked for, empty lines included. */
    public static final int HEAD_ROWS = 25;

    /** Characters of a key of JSON lines; an agreement names no longer column either. */
    public static final int MAX_KEY = 200;

    /** Characters of all keys of JSON lines together; the names of a CSV file have no more room. */
    public static final int MAX_KEYS = HEAD_BYTES;

    private CsvLimits() {}
}
