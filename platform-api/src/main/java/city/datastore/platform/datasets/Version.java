package city.datastore.platform.datasets;

import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.VersionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One immutable version of a dataset.
 *
 * @param sizeBytes of the plaintext
 * @param sha256 of the plaintext, 32 bytes in lower-case hex
 * @param rows data rows after the header, null where the file is not a table that the platform
 *     reads
 * @param columns names in the file's order, empty where it is not a table that the platform reads
 */
public record Version(
        VersionId id,
        long sizeBytes,
        String sha256,
        String mediaType,
        @Nullable Long rows,
        List<String> columns,
        Instant storedAt,
        PersonId storedBy,
        String storedByName) {
    public Version {
        columns = List.copyOf(columns);
    }

    /** Of characters that no system takes for anything else: a dataset's name has no others. */
    public String filename() {
        String ending =
                mediaType.startsWith("text/csv")
                        ? ".csv"
                        : JsonLinesFormat.is(mediaType)
                                ? ".jsonl"
                                : mediaType.startsWith("application/json") ? ".json" : ".bin";
        return id.dataset().agency() + "-" + id.dataset().name() + "-v" + id.number() + ending;
    }

    /** Without its columns. */
    public ListedVersion listed() {
        return new ListedVersion(id, sizeBytes, sha256, mediaType, rows, storedAt, storedByName);
    }
}
