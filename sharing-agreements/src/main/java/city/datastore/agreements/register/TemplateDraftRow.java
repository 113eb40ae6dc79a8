package city.datastore.agreements.register;

import city.datastore.agreements.templates.TemplateDraft;
import city.datastore.audit.names.PersonId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What a lead has written of a template; changed and deleted by them alone. */
@Entity
@IdClass(TemplateDraftRow.Key.class)
@Table(schema = "agreements", name = "template_draft")
class TemplateDraftRow {
    @Id private String person;
    @Id private int number;

    @Version private long revision;

    /** So that nobody drafts a template twice; the content says it too. */
    @SuppressWarnings("UnusedVariable")
    private String template;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(columnDefinition = "jsonb")
    private String content;

    @Column(name = "saved_at")
    private Instant savedAt;

    /** Whose, and which of theirs. */
    record Key(String person, int number) implements Serializable {}

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected TemplateDraftRow() {}

    TemplateDraftRow(PersonId lead, int number, String template, String content, Instant at) {
        this.person = lead.value();
        this.number = number;
        this.template = template;
        this.content = content;
        this.savedAt = at;
    }

    void save(String otherTemplate, String otherContent, Instant at) {
        template = otherTemplate;
        content = otherContent;
        savedAt = at;
    }

    int number() {
        return number;
    }

    TemplateDraft draft(TemplateDraftCodec codec) {
        return new TemplateDraft(
                new PersonId(person), number, revision, codec.content(content), savedAt);
    }
}
