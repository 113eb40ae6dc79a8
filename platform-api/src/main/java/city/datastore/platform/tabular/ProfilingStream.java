package city.datastore.platform.tabular;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Passes bytes through unchanged and finds out meanwhile whether they are a CSV and what is in it;
 * no second pass, constant memory.
 *
 * <p>The parsing happens on a virtual thread of its own, which ends with the stream. Close the
 * stream in every case. Reading is for one thread.
 */
public final class ProfilingStream extends FilterInputStream {
    private final List<String> declared;
    private final ColumnWatch watch;
    private final Pipe pipe = new Pipe();
    private final CompletableFuture<Optional<Profile>> profile = new CompletableFuture<>();
    private boolean started;
    private boolean atEnd;

    /**
     * @param declared the dataset's column names, by which the header is recognised; may be empty
     */
    public ProfilingStream(InputStream in, List<String> declared) {
        this(in, declared, ColumnWatch.NONE);
    }

    /**
     * @param declared the dataset's column names, by which the header is recognised; may be empty
     * @param watch gets the values of the columns that it wants, on a thread of this stream's
     */
    public ProfilingStream(InputStream in, List<String> declared, ColumnWatch watch) {
        super(in);
        this.watch = watch;
        this.declared = List.copyOf(declared);
    }

    /**
     * The profile, once the stream has been read to its end.
     *
     * @return empty if the bytes are not a CSV
     * @throws IllegalStateException before the end
     */
    public Optional<Profile> profile() {
        if (!atEnd) {
            throw new IllegalStateException("the profile is known at the end of the stream");
        }
        return profile.join();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        start();
        int read = in.read(bytes, offset, length);
        if (read > 0) {
            pipe.write(bytes, offset, read);
        }
        if (read < 0) {
            pipe.end();
            atEnd = true;
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

    @Override
    public void close() throws IOException {
        pipe.end();
        pipe.close();
        super.close();
    }

    private void start() {
        if (!started) {
            started = true;
            Thread.ofVirtual().name("csv-profile").start(this::work);
        }
    }

    private void work() {
        try (pipe) {
            profile.complete(examine(pipe, declared, watch));
        } catch (Throwable e) {
            profile.completeExceptionally(e);
        }
    }

    private static Optional<Profile> examine(
            InputStream in, List<String> declared, ColumnWatch watch) throws IOException {
        CsvHead head;
        try {
            head = CsvHead.read(in, declared);
        } catch (TabularException _) {
            return Optional.empty();
        }
        Count count = new Count(head, watch);
        ByteReader reader = head.reader();
        CsvRows rows = new CsvRows(reader, head.delimiter(), count);
        String fault = null;
        try {
            while (rows.next()) {
                // The sink never asks for a word.
            }
        } catch (TabularException e) {
            fault = e.getMessage();
            drain(reader);
        }
        return Optional.of(
                new Profile(
                        head.delimiter(),
                        encoding(head, reader),
                        head.headerRow(),
                        head.columns(),
                        count.rows,
                        fault));
    }

    /** The encoding is a matter of the whole file, also after a fault. */
    private static void drain(ByteReader reader) throws IOException {
        char[] buffer = new char[1 << 13];
        while (reader.read(buffer, 0, buffer.length) >= 0) {
            // Only the encoding is looked at.
        }
    }

    private static TextEncoding encoding(CsvHead head, ByteReader reader) {
        if (head.hasBom()) {
            return TextEncoding.UTF_8_WITH_BOM;
        }
        return reader.isUtf8() ? TextEncoding.UTF_8 : TextEncoding.WINDOWS_1252;
    }

    private static final class Count extends TableRows {
        private long rows;
        private final ColumnWatch watch;
        private final boolean[] wanted;
        private boolean text;

        Count(CsvHead head, ColumnWatch watch) {
            super(head);
            this.watch = watch;
            this.wanted = watch.wanted(head.columns(), head.headings());
        }

        @Override
        void value(int column, char[] buffer, int offset, int length, boolean quoted) {
            if (!text) {
                text = !isBlank(buffer, offset, length);
            }
            if (wanted[column] && !isHeader()) {
                watch.value(column, new String(buffer, offset, length));
            }
        }

        @Override
        boolean endOfRow(long line, int cells) {
            if (text && !isHeader()) {
                rows++;
            }
            text = false;
            return false;
        }
    }
}
