package city.datastore.agreements.register;

import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.templates.Template;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
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

/** One version of a template; only ever added. */
@Entity
@Immutable
@IdClass(TemplateRow.Key.class)
@Table(schema = "agreements", name = "template")
class TemplateRow {
    @Id private String id;
    @Id private int version;
    private String owner;
    private String title;
    private String about;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(columnDefinition = "jsonb")
    private String clauses;

    // for lists, which do not read the clauses that it follows from
    @Column(name = "locked_digest")
    private String lockedDigest;

    private String person;
    private String name;

    @Column(name = "published_at")
    private Instant publishedAt;

    /** Which template, and which version of it. */
    record Key(String id, int version) implements Serializable {}

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected TemplateRow() {}

    TemplateRow(Template template, String clauses) {
        this.id = template.id();
        this.version = template.version();
        this.owner = template.owner().value();
        this.title = template.title();
        this.about = template.about();
        this.clauses = clauses;
        this.lockedDigest = template.locked().digest();
        this.person = template.published().person().value();
        this.name = template.published().name();
        this.publishedAt = template.published().at();
    }

    Template template(TemplateCodec codec) {
        var agency = new AgencyCode(owner);
        return new Template(
                id,
                version,
                agency,
                title,
                about,
                codec.clauses(clauses),
                new Signature(agency, new PersonId(person), name, publishedAt, ""));
    }
}
