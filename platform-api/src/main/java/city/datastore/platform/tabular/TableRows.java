package city.datastore.platform.tabular;

/**
 * The rows of a table below (and with) its header: skips what is above it and refuses a row with
 * text beyond the header's last column, since its values cannot be told apart for sure.
 */
abstract class TableRows implements CsvRows.Sink {
    private final int headerRow;
    private final int columns;
    private int row;

    TableRows(CsvHead head) {
        headerRow = head.headerRow();
        columns = head.columns().size();
    }

    final boolean isHeader() {
        return row == headerRow;
    }

    abstract void value(int column, char[] buffer, int offset, int length, boolean quoted);

    /** The end of the header or of a row below it that is not an empty line. */
    abstract boolean endOfRow(long line, int cells);

    @Override
    public final void cell(
            long line, int column, char[] buffer, int offset, int length, boolean quoted) {
        if (row < headerRow) {
            return;
        }
        if (column < columns) {
            value(column, buffer, offset, length, quoted);
            return;
        }
        if (!isBlank(buffer, offset, length)) {
            throw new TabularException.Malformed(
                    line,
                    "has text beyond the "
                            + columns
                            + " columns of the header: a delimiter within a value must be quoted");
        }
    }

    @Override
    public final boolean end(long line, int cells) {
        boolean inTable = row >= headerRow && cells > 0;
        boolean pause = inTable && endOfRow(line, cells);
        if (row <= headerRow) {
            row++;
        }
        return pause;
    }

    /** Only white space; a no-break space counts, in Windows-1252 (A0) and in UTF-8 (C2 A0). */
    static boolean isBlank(char[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            char c = buffer[i];
            boolean lead = c == 0xC2 && i + 1 < offset + length && buffer[i + 1] == 0xA0;
            if (c > ' ' && c != 0xA0 && !lead) {
                return false;
            }
        }
        return true;
    }
}
