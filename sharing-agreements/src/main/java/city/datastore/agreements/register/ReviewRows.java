package city.datastore.agreements.register;

import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.ReviewRegister;
import city.datastore.agreements.reviews.Period;
import city.datastore.agreements.reviews.Review;
import city.datastore.agreements.reviews.ReviewOutcome;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reviews in PostgreSQL; only ever added to. */
public final class ReviewRows implements ReviewRegister {
    private final JdbcClient database;

    /**
     * @param app of the role {@code datastore_app}
     */
    public ReviewRows(DataSource app) {
        this.database = JdbcClient.create(app);
    }

    /** The agreement is locked meanwhile, so that no number is given twice. */
    @Override
    public void add(AgreementRef reference, Review review) {
        database.sql(
                        """
                        INSERT INTO agreements.review (reference, number, version, from_day, until_day,
                            outcome, next_due, comment, agency, person, name, reviewed_at)
                        VALUES (:reference, (SELECT coalesce(max(number), 0) + 1
                                FROM agreements.review WHERE reference = :reference),
                            :version, :from, :until, :outcome, :due, :comment, :agency, :person, :name, :at)\
                        """)
                .param("reference", reference.value())
                .param("version", review.version())
                .param("from", review.period().from())
                .param("until", review.period().until())
                .param("outcome", review.outcome().word())
                .param("due", utc(review.nextDue()))
                .param("comment", review.by().comment())
                .param("agency", review.by().agency().value())
                .param("person", review.by().person().value())
                .param("name", review.by().name())
                .param("at", utc(review.by().at()))
                .update();
    }

    @Override
    public List<Review> of(AgreementRef reference) {
        return database.sql(
                        """
                        SELECT * FROM agreements.review WHERE reference = :reference
                        ORDER BY number DESC LIMIT :limit\
                        """)
                .param("reference", reference.value())
                .param("limit", MOST_SHOWN)
                .query((row, _) -> review(row))
                .list();
    }

    private static Review review(ResultSet row) throws SQLException {
        return new Review(
                row.getInt("number"),
                row.getInt("version"),
                new Period(
                        row.getObject("from_day", LocalDate.class),
                        row.getObject("until_day", LocalDate.class)),
                ReviewOutcome.of(row.getString("outcome")).orElseThrow(),
                instant(row, "next_due"),
                new Signature(
                        new AgencyCode(row.getString("agency")),
                        new PersonId(row.getString("person")),
                        row.getString("name"),
                        instant(row, "reviewed_at"),
                        row.getString("comment")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
