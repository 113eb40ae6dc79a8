package city.datastore.agreements.register;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Terms as they were written once; never changed, so every text ever signed is still there. */
@Entity
@Immutable
@IdClass(EditionRow.Key.class)
@Table(schema = "agreements", name = "edition")
class EditionRow {
    @Id private String reference;
    @Id private int edition;

    @Column(name = "version")
    private int version;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(columnDefinition = "jsonb")
    private String terms;

    // for searches; null in rows that are older than the column
    @Column(name = "terms_digest")
    private @Nullable String termsDigest;

    @Column(name = "written_by")
    private String writtenBy;

    @Column(name = "written_at")
    private Instant writtenAt;

    /** Which agreement, and which of its editions. */
    record Key(String reference, int edition) implements Serializable {}

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected EditionRow() {}

    EditionRow(
            String reference,
            int edition,
            int version,
            String terms,
            String termsDigest,
            String writtenBy,
            Instant writtenAt) {
        this.reference = reference;
        this.edition = edition;
        this.version = version;
        this.terms = terms;
        this.termsDigest = termsDigest;
        this.writtenBy = writtenBy;
        this.writtenAt = writtenAt;
    }

    String reference() {
        return reference;
    }

    int version() {
        return version;
    }

    String terms() {
        return terms;
    }
}
