package city.datastore.access.emergency;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.DutyAppointment;
import city.datastore.access.policy.Prohibition;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of {@code access.duty_appointment}. */
final class DutyRows {
    private static final int MOST_OF_ONE = 100;

    private final JdbcClient database;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    DutyRows(DataSource app) {
        this.database = JdbcClient.create(app);
    }

    void add(DutyAppointment one, Caller by) {
        database.sql(
                        """
                        INSERT INTO access.duty_appointment (id, person, agency, role, from_at,
                            until_at, set_by, set_by_name)
                        VALUES (:id, :person, :agency, :role, :from, :until, :by, :name)
                        """)
                .param("id", one.id().value())
                .param("person", one.person())
                .param("agency", one.agency().value())
                .param("role", one.role())
                .param("from", Fetched.utc(one.from()))
                .param("until", Fetched.utc(one.until()))
                .param("by", by.person().value())
                .param("name", by.username())
                .update();
    }

    /** Whether it had not been ended before. */
    boolean end(EmergencyId id, Caller by, Instant now) {
        return database.sql(
                                """
                                UPDATE access.duty_appointment SET ended_by = :by,
                                    ended_by_name = :name, ended_at = :now
                                WHERE id = :id AND ended_at IS NULL AND until_at > :now
                                """)
                        .param("by", by.person().value())
                        .param("name", by.username())
                        .param("now", Fetched.utc(now))
                        .param("id", id.value())
                        .update()
                == 1;
    }

    Optional<Duty> find(EmergencyId id) {
        return database.sql("SELECT * FROM access.duty_appointment WHERE id = :id")
                .param("id", id.value())
                .query((row, _) -> row(row))
                .optional();
    }

    /**
     * Those of one person at the agency that they act for, which nobody has ended, over or not.
     * What other agencies call them counts for nothing, and is not fetched.
     */
    List<DutyAppointment> of(Caller caller) {
        var agency = caller.agency();
        if (agency == null) {
            return List.of();
        }
        return database.sql(
                        """
                        SELECT * FROM access.duty_appointment
                        WHERE person IN (:names) AND agency = :agency AND ended_at IS NULL
                        ORDER BY until_at DESC LIMIT :most
                        """)
                .param(
                        "names",
                        List.of(
                                Prohibition.normalised(caller.username()),
                                Prohibition.normalised(caller.person().value())))
                .param("agency", agency.value())
                .param("most", MOST_OF_ONE)
                .query((row, _) -> row(row).appointment())
                .list();
    }

    /** How many of that agency stand. */
    long standing(AgencyCode agency, Instant now) {
        return database.sql(
                        "SELECT count(*) FROM access.duty_appointment WHERE agency = :agency AND"
                                + " ended_at IS NULL AND until_at > :now")
                .param("agency", agency.value())
                .param("now", Fetched.utc(now))
                .query(Long.class)
                .single();
    }

    /**
     * Newest first.
     *
     * @param agency null: of every agency
     * @param standing whether only those in force
     */
    Page<Duty> list(@Nullable AgencyCode agency, boolean standing, Instant now, PageRequest page) {
        var found =
                database.sql(
                                """
                                SELECT * FROM access.duty_appointment
                                WHERE id < :before
                                    AND (:agency::text IS NULL OR agency = :agency)
                                    AND (NOT :standing OR ended_at IS NULL AND until_at > :now)
                                ORDER BY id DESC LIMIT :limit
                                """)
                        .param("before", Fetched.before(page))
                        .param("agency", agency == null ? null : agency.value(), Types.VARCHAR)
                        .param("standing", standing)
                        .param("now", Fetched.utc(now))
                        .param("limit", page.limit() + 1)
                        .query((row, _) -> row(row))
                        .list();
        return Fetched.page(found, page, one -> one.appointment().id());
    }

    private static Duty row(ResultSet row) throws SQLException {
        var ending = Fetched.ending(row, "");
        return new Duty(
                new DutyAppointment(
                        new EmergencyId(Fetched.id(row, "id")),
                        row.getString("person"),
                        new AgencyCode(row.getString("agency")),
                        row.getString("role"),
                        Fetched.instant(row, "from_at"),
                        Fetched.instant(row, "until_at"),
                        ending != null),
                row.getString("set_by"),
                row.getString("set_by_name"),
                ending);
    }
}
