package city.datastore.platform.datasets;

import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.PersonId;
import city.datastore.platform.vault.StoredFile;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A version as the catalogue keeps it: what it is, and which file of the vault holds it. */
@Entity
@Immutable
@Table(schema = "platform", name = "version")
class VersionRow {
    @EmbeddedId private NumberKey key;
    private long sizeBytes;
    private String sha256;
    private String mediaType;
    private @Nullable Long rowCount;

    @Column(columnDefinition = "text[]")
    @JdbcTypeCode(SqlTypes.ARRAY)
    private String[] columns;

    private Instant storedAt;
    private String storedBy;
    private String storedByName;
    private String fileName;
    private UUID event;

    @SuppressWarnings("NullAway.Init")
    protected VersionRow() {}

    VersionRow(Version version, StoredFile file, EventId event) {
        this.key = NumberKey.of(version.id());
        this.sizeBytes = version.sizeBytes();
        this.sha256 = version.sha256();
        this.mediaType = version.mediaType();
        this.rowCount = version.rows();
        this.columns = version.columns().toArray(String[]::new);
        this.storedAt = version.storedAt();
        this.storedBy = version.storedBy().value();
        this.storedByName = version.storedByName();
        this.fileName = file.name();
        this.event = event.value();
    }

    Version version() {
        return new Version(
                key.id(),
                sizeBytes,
                sha256,
                mediaType,
                rowCount,
                List.of(columns),
                storedAt,
                new PersonId(storedBy),
                storedByName);
    }

    /** The version with the event that records how it was stored. */
    Recorded<Version> recorded() {
        return new Recorded<>(version(), new EventId(event));
    }

    StoredFile file() {
        return new StoredFile(key.id(), fileName, sizeBytes);
    }
}
