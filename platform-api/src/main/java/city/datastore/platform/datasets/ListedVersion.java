package city.datastore.platform.datasets;

import city.datastore.audit.names.VersionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Version} as lists have it: without its columns, which may be many, so that a list stays
 * small whatever the files in it.
 */
public record ListedVersion(
        VersionId id,
        long sizeBytes,
        String sha256,
        String mediaType,
        @Nullable Long rows,
        Instant storedAt,
        String storedByName) {

    /** As the catalogue's table has it. */
    ListedVersion(
            NumberKey key,
            long sizeBytes,
            String sha256,
            String mediaType,
            @Nullable Long rows,
            Instant storedAt,
            String storedByName) {
        this(key.id(), sizeBytes, sha256, mediaType, rows, storedAt, storedByName);
    }
}
