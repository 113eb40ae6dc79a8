package city.datastore.platform.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of bytes that nobody keeps. */
final class DigestOf {
    private static final int BUFFER = 1 << 16;

    private DigestOf() {}

    static String stream(InputStream bytes, long maxBytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            long size = 0;
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                size += read;
                if (size > maxBytes) {
                    throw new DatasetException.TooLarge(maxBytes);
                }
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            var cut =
                    new DatasetException.CutShort(
                            "the upload ended before all of it had arrived; send the file again");
            cut.initCause(e);
            throw cut;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
