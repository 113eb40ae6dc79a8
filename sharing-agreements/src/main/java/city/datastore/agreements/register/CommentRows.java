package city.datastore.agreements.register;

import city.datastore.agreements.comments.Comment;
import city.datastore.agreements.comments.Comment.Reply;
import city.datastore.agreements.comments.CommentRegister;
import city.datastore.agreements.comments.OpenComments;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
    public List<OpenComments> open(Instant now, @Nullable AgreementRef after, int limit) {
        return open("c.reference > :given", after == null ? "" : after.value(), "1", now, limit);
    }

    @Override
    public List<OpenComments> openOf(AgencyCode writer, Instant now, int limit) {
        return open(
                "coalesce(a.next_by, a.drafted_by) = :given", writer.value(), "6, 1", now, limit);
    }

    @Override
    public Optional<OpenComments> openOn(AgreementRef reference, Instant now) {
        return open("c.reference = :given", reference.value(), "1", now, 1).stream().findFirst();
    }

    /** On the text that is being written or signed: that of the next version while there is one. */
    @SuppressWarnings("unchecked")
    private List<OpenComments> open(
            String which, String given, String order, Instant now, int limit) {
        List<Object[]> found =
                Objects.requireNonNull(
                        reading.execute(_ ->
                                rows.createNativeQuery(
                                                """
                                                SELECT c.reference, e.terms ->> 'title',
                                                    coalesce(a.next_by, a.drafted_by), min(c.number),
                                                    cast(count(*) AS integer), min(c.said_at)
                                                FROM agreements.comment c
                                                JOIN agreements.agreement a ON a.reference = c.reference
                                                JOIN agreements.edition e ON e.reference = a.reference
                                                    AND e.edition = coalesce(a.next_edition, a.edition)
                                                    AND e.version = c.version
                                                WHERE (a.state IN ('draft', 'proposed')
                                                    OR (a.state IN ('active', 'suspended')
                                                        AND a.next_edition IS NOT NULL AND a.ends > :now))
                                                AND NOT EXISTS (SELECT 1 FROM agreements.comment_answer s
                                                    WHERE s.reference = c.reference
                                                    AND s.comment = c.number AND s.settles)\
                                                """
                                                        + " AND "
                                                        + which
                                                        + " GROUP BY 1, 2, 3 ORDER BY "
                                                        + order)
                                        .setParameter("given", given)
                                        .setParameter("now", now)
                                        .setMaxResults(limit)
                                        .getResultList()));
        return found.stream().map(CommentRows::openComments).toList();
    }

    private static OpenComments openComments(Object[] row) {
        return new OpenComments(
                new AgreementRef((String) row[0]),
                (String) row[1],
                new AgencyCode((String) row[2]),
                ((Number) row[3]).intValue(),
                ((Number) row[4]).intValue(),
                (Instant) row[5]);
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
