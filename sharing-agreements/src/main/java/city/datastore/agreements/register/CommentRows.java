package city.datastore.agreements.register;

import city.datastore.agreements.comments.Comment;
import city.datastore.agreements.comments.Comment.Reply;
import city.datastore.agreements.comments.CommentRegister;
import city.datastore.audit.names.AgreementRef;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionOperations;

/** The register of comments in PostgreSQL. */
public final class CommentRows implements CommentRegister {
    private final EntityManager rows;
    private final TransactionOperations reading;

    /**
     * @param rows shared by all threads, bound to the transaction of each
     * @param reading read-only transactions that see one snapshot
     */
    public CommentRows(EntityManager rows, TransactionOperations reading) {
        this.rows = rows;
        this.reading = reading;
    }

    @Override
    public List<Comment> comments(AgreementRef reference) {
        return Objects.requireNonNull(reading.execute(_ -> read(reference.value())));
    }

    private List<Comment> read(String reference) {
        var answers =
                rows.createQuery(
                                "from CommentAnswerRow where reference = :reference"
                                        + " order by comment, number",
                                CommentAnswerRow.class)
                        .setParameter("reference", reference)
                        .getResultStream()
                        .collect(
                                Collectors.groupingBy(
                                        CommentAnswerRow::comment,
                                        Collectors.mapping(
                                                CommentAnswerRow::reply, Collectors.toList())));
        return rows.createQuery(
                        "from CommentRow where reference = :reference order by number",
                        CommentRow.class)
                .setParameter("reference", reference)
                .getResultStream()
                .map(row -> row.comment(answers.getOrDefault(row.number(), List.of())))
                .toList();
    }

    @Override
    public int edition(AgreementRef reference) {
        return Objects.requireNonNull(
                reading.execute(_ -> {
                    var row =
                            Objects.requireNonNull(
                                    rows.find(AgreementRow.class, reference.value()));
                    return row.varied() ? row.nextEdition() : row.edition();
                }));
    }

    @Override
    public void add(Comment comment) {
        rows.persist(new CommentRow(comment));
        rows.flush();
    }

    @Override
    public void add(Comment comment, Reply answer) {
        rows.persist(new CommentAnswerRow(comment, answer));
        rows.flush();
    }
}
