package city.datastore.agreements.register;

import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.comments.Clause;
import city.datastore.agreements.comments.Comment;
import city.datastore.agreements.comments.Comment.Reply;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.Immutable;

/** One comment on a clause; only ever added. */
@Entity
@Immutable
@IdClass(CommentRow.Key.class)
@Table(schema = "agreements", name = "comment")
class CommentRow {
    @Id private String reference;
    @Id private int number;
    private int version;
    private int edition;
    private String clause;
    private String said;
    private String agency;
    private String person;
    private String name;

    @Column(name = "said_at")
    private Instant saidAt;

    /** Which agreement, and which comment on it. */
    record Key(String reference, int number) implements Serializable {}

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected CommentRow() {}

    CommentRow(Comment comment) {
        this.reference = comment.agreement().value();
        this.number = comment.number();
        this.version = comment.version();
        this.edition = comment.edition();
        this.clause = comment.clause().toString();
        this.said = comment.said().comment();
        this.agency = comment.said().agency().value();
        this.person = comment.said().person().value();
        this.name = comment.said().name();
        this.saidAt = comment.said().at();
    }

    int number() {
        return number;
    }

    Comment comment(List<Reply> answers) {
        return new Comment(
                new AgreementRef(reference),
                number,
                version,
                edition,
                Clause.parse(clause).orElseThrow(),
                new Signature(new AgencyCode(agency), new PersonId(person), name, saidAt, said),
                answers);
    }
}
