package city.datastore.platform.subjects;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.WithholdingId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Withholdings as the database has them, each with its latest review. */
final class WithholdingRows {
    private static final String EACH =
            """
            select * from (select w.id, w.agency, w.agreement, w.purpose, w.reason, w.set_at, w.owner, w.owner_name,
                case when last.number is null then w.review_due else last.review_due end as due,
                case when last.number is not null and last.review_due is null
                    then last.reviewed_at end as ended_at
            from platform.withholding as w
            left join lateral (select * from platform.withholding_review as review
                where review.withholding = w.id order by number desc limit 1) as last on true)
                as withholding
            """;

    private final JdbcClient database;
    private final int maxListed;

    /**
     * @param maxListed most of them in a list
     */
    WithholdingRows(JdbcClient database, int maxListed) {
        this.database = database;
        this.maxListed = maxListed;
    }

    List<Withholding> inForce() {
        return database.sql(EACH + " where ended_at is null")
                .query(WithholdingRows::withholding)
                .list();
    }

    /** How many of the agency are in force. */
    long standing(AgencyCode agency) {
        return database.sql(
                        "select count(*) from ("
                                + EACH
                                + " where ended_at is null and agency = ?) as standing")
                .param(agency.value())
                .query(Long.class)
                .single();
    }

    /**
     * Of one agency, or of all where none is named, newest first. What is in force goes before what
     * has ended, where there is too much for a list.
     */
    List<Withholding> listed(@Nullable String agency) {
        return database.sql(
                        "select * from ("
                                + EACH
                                + " where agency = coalesce(?, agency)"
                                + " order by ended_at is not null, set_at desc, id desc limit "
                                + maxListed
                                + ") as listed order by set_at desc, id desc")
                .param(agency)
                .query(WithholdingRows::withholding)
                .list();
    }

    /** Holds this name against everybody else until the caller's transaction ends. */
    void oneAfterTheOther(String what) {
        database.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param(what)
                .query((_, _) -> true)
                .list();
    }

    /**
     * @throws SubjectException.NotFound when there is none
     */
    Withholding found(WithholdingId id) {
        return database.sql(EACH + " where id = ?")
                .param(id.value())
                .query(WithholdingRows::withholding)
                .optional()
                .orElseThrow(() -> new SubjectException.NotFound("withholding " + id));
    }

    private static Withholding withholding(ResultSet row, int number) throws SQLException {
        Instant due = instant(row, "due");
        Instant ended = instant(row, "ended_at");
        return new Withholding(
                new WithholdingId(row.getObject("id", UUID.class)),
                new AgencyCode(row.getString("agency")),
                Optional.ofNullable(row.getString("agreement")).map(AgreementRef::new).orElse(null),
                Optional.ofNullable(row.getString("purpose")).map(PurposeCode::new).orElse(null),
                row.getString("reason"),
                row.getObject("set_at", OffsetDateTime.class).toInstant(),
                new PersonId(row.getString("owner")),
                row.getString("owner_name"),
                due == null ? Instant.EPOCH : due,
                ended);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
