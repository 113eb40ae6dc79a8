package city.datastore.platform.datasets;

import java.io.FilterInputStream;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of an upload, looked at as they pass: is it a table, and of which columns? */
final class ProfiledStream extends FilterInputStream {
    /**
     * @param rows null where it is not a table that the platform reads
     */
    record Profile(@Nullable Long rows, List<String> columns) {}

    ProfiledStream(InputStream bytes, String mediaType) {
        super(bytes);
    }

    Profile profile() {
        return new Profile(null, List.of());
    }

    /** Leaves the request's body to whoever opened it. */
    @Override
    public void close() {}
}
