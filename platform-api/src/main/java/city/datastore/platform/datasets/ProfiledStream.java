package city.datastore.platform.datasets;

import city.datastore.platform.tabular.ColumnWatch;
import city.datastore.platform.tabular.JsonLinesProfile;
import city.datastore.platform.tabular.Profile;
import city.datastore.platform.tabular.ProfilingStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bytes of an upload, looked at as they pass: are they a table, and of which columns? */
final class ProfiledStream extends FilterInputStream {
    private static final Logger LOG = LoggerFactory.getLogger(ProfiledStream.class);

    /** What people's systems call a CSV file. */
    private static final Set<String> TABLES =
            Set.of(
                    "text/csv",
                    "text/plain",
                    "text/comma-separated-values",
                    "text/tab-separated-values",
                    "application/csv",
                    "application/octet-stream",
                    "application/vnd.ms-excel");

    private ProfiledStream(InputStream bytes) {
        super(bytes);
    }

    /**
     * @param declared the dataset's column names, by which the header is recognised
     * @param watch gets the values of the columns that it wants
     */
    static ProfiledStream of(
            InputStream bytes, String mediaType, List<String> declared, ColumnWatch watch) {
        var kept = new KeptOpen(bytes);
        String type = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (JsonLinesFormat.is(type)) {
            return new ProfiledStream(new JsonLinesProfile(kept));
        }
        return new ProfiledStream(
                TABLES.contains(type) ? new ProfilingStream(kept, declared, watch) : kept);
    }

    /**
     * A table that can be cut to columns.
     *
     * @param columns names in the file's order
     * @param rows below the header, or lines
     */
    record Table(List<String> columns, long rows) {}

    /** Once all of it has been read: what can be cut to columns, and nothing where it cannot. */
    Optional<Table> table() {
        if (in instanceof JsonLinesProfile lines) {
            return lines.readable()
                    ? Optional.of(new Table(lines.columns(), lines.rows()))
                    : Optional.empty();
        }
        if (!(in instanceof ProfilingStream profiling)) {
            return Optional.empty();
        }
        try {
            return profiling
                    .profile()
                    .filter(Profile::projectable)
                    .map(profile -> new Table(profile.columns(), profile.rows()));
        } catch (CompletionException e) {
            LOG.warn("an upload could not be looked at as a table", e);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (IOException e) {
            LOG.debug("the look at an upload did not end well", e);
        }
    }

    /** Leaves the request's body to whoever opened it. */
    private static final class KeptOpen extends FilterInputStream {
        KeptOpen(InputStream bytes) {
            super(bytes);
        }

        @Override
        public void close() {}
    }
}
