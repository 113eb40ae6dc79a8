package city.datastore.platform.tabular;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/**
 * Bytes as characters of the same number (ISO-8859-1), so that structure is found and values pass
 * unchanged whatever the encoding: in UTF-8 and every single-byte encoding met here, delimiters,
 * quotes and line ends are single ASCII bytes.
 */
final class ByteReader extends Reader {
    private final InputStream in;
    private final Utf8Check utf8 = new Utf8Check();
    private final byte[] bytes = new byte[1 << 13];

    ByteReader(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        int read = in.read(bytes, 0, Math.min(length, bytes.length));
        if (read > 0) {
            utf8.update(bytes, 0, read);
            for (int i = 0; i < read; i++) {
                into[offset + i] = (char) (bytes[i] & 0xFF);
            }
        }
        return read;
    }

    /** Whether everything read was valid UTF-8. */
    boolean isUtf8() {
        return utf8.atEnd();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
