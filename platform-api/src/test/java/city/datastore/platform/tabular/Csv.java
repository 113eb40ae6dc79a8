package city.datastore.platform.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** Short ways to profile and project in tests. */
final class Csv {
    private Csv() {}

    static Optional<Profile> profile(byte[] bytes, String... declared) throws IOException {
        try (var stream = new ProfilingStream(new ByteArrayInputStream(bytes), List.of(declared))) {
            stream.transferTo(OutputStream.nullOutputStream());
            return stream.profile();
        }
    }

    static Profile profile(String text, String... declared) throws IOException {
        return profile(text.getBytes(UTF_8), declared).orElseThrow();
    }

    static byte[] project(InputStream in, List<String> declared, List<String> columns)
            throws IOException {
        var out = new ByteArrayOutputStream();
        Projection.of(in, declared, columns).writeTo(out);
        return out.toByteArray();
    }

    static byte[] project(byte[] bytes, String... columns) throws IOException {
        return project(new ByteArrayInputStream(bytes), List.of(), List.of(columns));
    }

    static String project(String text, String... columns) throws IOException {
        return new String(project(text.getBytes(UTF_8), columns), UTF_8);
    }

    /** The unit over and over, up to a length; never in memory as a whole. */
    static InputStream repeated(String unit, long length) {
        byte[] bytes = unit.repeat(Math.max(1, 65536 / unit.length())).getBytes(UTF_8);
        return new InputStream() {
            private long given;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int count) {
                if (given == length) {
                    return -1;
                }
                int at = (int) (given % bytes.length);
                int read = (int) Math.min(Math.min(count, bytes.length - at), length - given);
                System.arraycopy(bytes, at, into, offset, read);
                given += read;
                return read;
            }
        };
    }
}
