package city.datastore.platform.datasets;

import city.datastore.audit.names.AgencyCode;
import org.jspecify.annotations.Nullable;

/** What to look for in the catalogue; null means any. */
public record DatasetQuery(
        @Nullable String text,
        @Nullable AgencyCode agency,
        @Nullable Classification classification,
        @Nullable String topic) {
    public static final DatasetQuery ANY = new DatasetQuery(null, null, null, null);
}
