package city.datastore.agreements.register;

import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.comments.Comment;
import city.datastore.agreements.comments.Comment.Reply;
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

/** What somebody said to a comment; only ever added. */
@Entity
@Immutable
@IdClass(CommentAnswerRow.Key.class)
@Table(schema = "agreements", name = "comment_answer")
class CommentAnswerRow {
    @Id private String reference;
    @Id private int comment;
    @Id private int number;
    private boolean settles;
    private String said;
    private String agency;
    private String person;
    private String name;

    @Column(name = "said_at")
    private Instant saidAt;

    /** Which comment, and which answer to it. */
    record Key(String reference, int comment, int number) implements Serializable {}

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected CommentAnswerRow() {}

    CommentAnswerRow(Comment to, Reply answer) {
        this.reference = to.agreement().value();
        this.comment = to.number();
        this.number = answer.number();
        this.settles = answer.settles();
        this.said = answer.said().comment();
        this.agency = answer.said().agency().value();
        this.person = answer.said().person().value();
        this.name = answer.said().name();
        this.saidAt = answer.said().at();
    }

    int comment() {
        return comment;
    }

    Reply reply() {
        return new Reply(
                number,
                settles,
                new Signature(new AgencyCode(agency), new PersonId(person), name, saidAt, said));
    }
}
