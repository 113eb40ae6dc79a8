package city.datastore.platform.tabular;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a CSV, one after the other, within the limits and with strict quotes (RFC 4180): a
 * quote that is never closed or text after a closing quote is refused.
 */
final class CsvRows {
    private static final Object PAUSE = new Object();

    /** Gets the cells; each array belongs to the parser and is valid during the call only. */
    interface Sink {
        /** A cell's characters, quotes taken off and doubled ones made single. */
        void cell(long line, int column, char[] buffer, int offset, int length, boolean quoted);

        /**
         * The end of a row.
         *
         * @param cells how many it had; 0 for an empty line
         * @return true to get a word in: {@link #next} then returns
         */
        boolean end(long line, int cells);
    }

    private final Handler handler;
    private final CloseableIterator<Object> records;

    CsvRows(Reader reader, Delimiter delimiter, Sink sink) {
        handler = new Handler(sink);
        records =
                CsvReader.builder()
                        .fieldSeparator(delimiter.character())
                        .skipEmptyLines(false)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .maxBufferSize(CsvLimits.MAX_CELL_BYTES)
                        .build(handler, reader)
                        .iterator();
    }

    /**
     * Reads on until the sink asks for a word.
     *
     * @return false at the end of the file
     * @throws TabularException if a row is malformed or too large
     */
    boolean next() throws IOException {
        try {
            if (!records.hasNext()) {
                return false;
            }
            records.next();
            return true;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            throw e.getCause() instanceof TabularException ours ? ours : handler.fault(e);
        }
    }

    private static final class Handler extends AbstractBaseCsvCallbackHandler<Object> {
        private final Sink sink;
        private long line = 1;
        private long rowBytes;
        private boolean empty;

        Handler(Sink sink) {
            this.sink = sink;
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            line = startingLineNumber;
            rowBytes = 0;
            empty = false;
        }

        @Override
        protected void handleField(
                int column, char[] buffer, int offset, int length, boolean quoted) {
            if (column >= CsvLimits.MAX_COLUMNS) {
                throw new TabularException.TooLarge(
                        line, "has more than " + CsvLimits.MAX_COLUMNS + " cells");
            }
            rowBytes += length;
            if (rowBytes > CsvLimits.MAX_ROW_BYTES) {
                throw new TabularException.TooLarge(
                        line, "is longer than " + CsvLimits.MAX_ROW_BYTES + " bytes");
            }
            sink.cell(line, column, buffer, offset, length, quoted);
        }

        @Override
        protected void handleEmpty() {
            empty = true;
        }

        @Override
        protected @Nullable Object buildRecord() {
            return sink.end(line, empty ? 0 : getFieldCount()) ? PAUSE : null;
        }

        TabularException fault(CsvParseException fault) {
            String said = String.valueOf(fault.getMessage());
            if (said.contains("buffer size")) {
                return new TabularException.TooLarge(
                        line,
                        "has a cell longer than "
                                + CsvLimits.MAX_CELL_BYTES
                                + " bytes, or a quote that is never closed");
            }
            if (said.contains("Unclosed")) {
                return new TabularException.Malformed(line, "has a quote that is never closed");
            }
            return new TabularException.Malformed(line, "has text after a closing quote");
        }
    }
}
