package city.datastore.platform.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Objects;

/**
 * A version opened for reading, whole or in parts; it holds a file and one segment of memory until
 * closed. Not for several threads at once, and its streams share one position: read one to its end
 * before asking for the next.
 */
public final class Opened implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final SeekableByteChannel plaintext;
    private final long sizeBytes;

    Opened(SeekableByteChannel plaintext, long sizeBytes) {
        this.plaintext = plaintext;
        this.sizeBytes = sizeBytes;
    }

    /** Length of the plaintext. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** The whole plaintext. */
    public InputStream stream() {
        return range(0, sizeBytes);
    }

    /**
     * The plaintext bytes {@code [from, until)}; only the segments that hold them are decrypted,
     * and the first of those before this returns.
     *
     * @throws VaultException if that segment is not as it was sealed
     * @throws IllegalArgumentException unless {@code 0 <= from <= until <= sizeBytes}
     */
    public InputStream range(long from, long until) {
        if (from < 0 || from > until || until > sizeBytes) {
            throw new IllegalArgumentException(
                    "a range lies within the "
                            + sizeBytes
                            + " bytes: from "
                            + from
                            + " until "
                            + until);
        }
        check(from);
        return new Range(until - from);
    }

    /**
     * Writes the whole plaintext.
     *
     * @return the number of bytes written
     * @throws IOException if writing fails
     * @throws VaultException if a segment is not as it was sealed; what came before it was genuine
     */
    public long transferTo(OutputStream out) throws IOException {
        return stream().transferTo(out);
    }

    /** Decrypts the segment that holds this byte, and leaves the position there. */
    void check(long position) {
        seek(position);
        if (position < sizeBytes) {
            read(ByteBuffer.allocate(1));
            seek(position);
        }
    }

    private void seek(long position) {
        try {
            plaintext.position(position);
        } catch (IOException e) {
            throw new VaultException(e);
        }
    }

    private int read(ByteBuffer into) {
        try {
            int read = plaintext.read(into);
            if (read < 1) {
                throw new VaultException("the file ends before its length");
            }
            return read;
        } catch (IOException e) {
            throw new VaultException(e);
        }
    }

    @Override
    public void close() {
        try {
            plaintext.close();
        } catch (IOException _) {
            // It was only read from.
        }
    }

    /** What is left of a range. Reads of a closed version throw {@link VaultException}. */
    private final class Range extends InputStream {
        private long left;

        Range(long length) {
            left = length;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (length == 0) {
                return 0;
            }
            if (left == 0) {
                return -1;
            }
            int wanted = (int) Math.min(length, left);
            int read = Opened.this.read(ByteBuffer.wrap(bytes, offset, wanted));
            left -= read;
            return read;
        }

        @Override
        public long transferTo(OutputStream out) throws IOException {
            byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, Math.max(1, left))];
            long total = 0;
            for (int read = read(buffer); read >= 0; read = read(buffer)) {
                out.write(buffer, 0, read);
                total += read;
            }
            return total;
        }

        @Override
        public int read(byte[] bytes) {
            return read(bytes, 0, bytes.length);
        }

        @Override
        public void close() {
            Opened.this.close();
        }
    }
}
