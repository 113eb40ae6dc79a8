package city.datastore.platform.api;

import city.datastore.platform.datasets.Version;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One immutable version of a dataset.
 *
 * @param sha256 of the whole file, lower-case hex
 */
record VersionJson(
        String dataset,
        int version,
        long sizeBytes,
        String sha256,
        String mediaType,
        @Nullable Long rows,
        List<String> columns,
        Instant storedAt) {

    static VersionJson of(Version version) {
        return new VersionJson(
                version.id().dataset().toString(),
                version.id().number(),
                version.sizeBytes(),
                version.sha256(),
                version.mediaType(),
                version.rows(),
                version.columns(),
                version.storedAt());
    }
}
