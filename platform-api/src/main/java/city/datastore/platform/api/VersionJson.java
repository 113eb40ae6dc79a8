package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.names.VersionId;
import city.datastore.platform.datasets.ListedVersion;
import city.datastore.platform.datasets.Version;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One immutable version of a dataset.
 *
 * @param sha256 of the whole file, lower-case hex; only for data stewards of its owner. With it a
 *     guess at what a reader does not get of a file can be checked, away from the platform and as
 *     often as one likes
 * @param columns null in lists
 */
record VersionJson(
        String dataset,
        int version,
        long sizeBytes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sha256,
        String mediaType,
        @Nullable Long rows,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> columns,
        Instant storedAt) {

    static VersionJson of(Caller caller, Version version) {
        return of(caller, version.listed(), version.columns());
    }

    static VersionJson listed(Caller caller, ListedVersion version) {
        return of(caller, version, null);
    }

    private static VersionJson of(
            Caller caller, ListedVersion version, @Nullable List<String> columns) {
        return new VersionJson(
                version.id().dataset().toString(),
                version.id().number(),
                version.sizeBytes(),
                maySeeDigest(caller, version.id()) ? version.sha256() : null,
                version.mediaType(),
                version.rows(),
                columns,
                version.storedAt());
    }

    private static boolean maySeeDigest(Caller caller, VersionId version) {
        return caller.is(Role.DATA_STEWARD)
                && !caller.is(Role.PLATFORM_ADMIN)
                && caller.of(version.dataset().agency());
    }
}
