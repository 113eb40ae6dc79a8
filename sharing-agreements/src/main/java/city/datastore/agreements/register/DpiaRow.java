package city.datastore.agreements.register;

import city.datastore.agreements.dpia.Dpia;
import city.datastore.agreements.dpia.Judgement;
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

/** One revision of an assessment, whole; only ever added. */
@Entity
@Immutable
@IdClass(DpiaRow.Key.class)
@Table(schema = "agreements", name = "dpia")
class DpiaRow {
    @Id private String reference;
    @Id private long revision;

    @Column(name = "what")
    private String what;

    @Column(name = "terms_version")
    private int termsVersion;

    @Column(name = "terms_digest")
    private String termsDigest;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(columnDefinition = "jsonb")
    private String content;

    // for searches; null in rows that are older than the columns
    @Column(name = "judged_by")
    private @Nullable String judgedBy;

    @Column(name = "in_full")
    private @Nullable Boolean inFull;

    // for whoever looks into the table; the content has them too
    @Column(name = "agency")
    private String agency;

    @Column(name = "person")
    private String person;

    @Column(name = "name")
    private String name;

    @Column(name = "written_at")
    private Instant writtenAt;

    /** Which agreement, and which revision of its assessment. */
    record Key(String reference, long revision) implements Serializable {}

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected DpiaRow() {}

    DpiaRow(
            Dpia dpia,
            Dpia.Looked looked,
            String what,
            String content,
            Judgement judged,
            Dpia.Writer by) {
        this.reference = dpia.reference().value();
        this.revision = dpia.revision();
        this.what = what;
        this.termsVersion = looked.version();
        this.termsDigest = looked.digest();
        this.content = content;
        this.judgedBy = judged.rules();
        this.inFull = judged.inFull();
        this.agency = by.agency().value();
        this.person = by.person().value();
        this.name = by.name();
        this.writtenAt = by.at();
    }

    long revision() {
        return revision;
    }

    String content() {
        return content;
    }
}
