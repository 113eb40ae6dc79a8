package city.datastore.access.teams;

import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.GrantId;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of {@code access.team_member}. */
final class TeamRows {
    private final JdbcClient database;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    TeamRows(DataSource app) {
        this.database = JdbcClient.create(app);
    }

    /** Nobody but those from now on. */
    void replace(AccessRequestId request, List<String> members) {
        database.sql("DELETE FROM access.team_member WHERE request = :request")
                .param("request", request.value())
                .update();
        for (var member : members) {
            database.sql(
                            "INSERT INTO access.team_member (request, member, state)"
                                    + " VALUES (:request, :member, 'named')")
                    .param("request", request.value())
                    .param("member", member)
                    .update();
        }
    }

    List<Member> of(AccessRequestId request) {
        return database.sql(
                        "SELECT * FROM access.team_member WHERE request = :request ORDER BY member")
                .param("request", request.value())
                .query((row, _) -> {
                    var at = row.getObject("answered_at", OffsetDateTime.class);
                    var grant = row.getObject("grant_id", UUID.class);
                    return new Member(
                            row.getString("member"),
                            row.getString("state"),
                            at == null ? null : at.toInstant(),
                            grant == null ? null : new GrantId(grant));
                })
                .list();
    }

    /**
     * Requests that were granted and wait for that person's answer.
     *
     * @param request null for any
     */
    List<AccessRequestId> waiting(
            String member,
            String agency,
            @Nullable AccessRequestId request,
            Instant now,
            int limit) {
        return database.sql(
                        """
                        SELECT t.request FROM access.team_member t
                        JOIN access.access_request r ON r.id = t.request AND r.state = 'granted'
                        JOIN access.access_grant g ON g.id = r.grant_id
                        WHERE t.member = :member AND t.state = 'named' AND r.agency = :agency
                            AND g.revoked_at IS NULL AND g.until_at > :now
                            AND (:request::uuid IS NULL OR t.request = :request)
                        ORDER BY t.request LIMIT :limit
                        """)
                .param("member", member)
                .param("agency", agency)
                .param("request", request == null ? null : request.value(), Types.OTHER)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, _) -> new AccessRequestId(row.getObject("request", UUID.class)))
                .list();
    }

    /** Whether somebody named has not answered; nobody answers for them until the end. */
    boolean waits(AccessRequestId request, String member) {
        return database.sql(
                        """
                        SELECT member FROM access.team_member
                        WHERE request = :request AND member = :member AND state = 'named'
                        FOR UPDATE
                        """)
                .param("request", request.value())
                .param("member", member)
                .query(String.class)
                .optional()
                .isPresent();
    }

    /** Whether somebody named answered now, and not before. */
    boolean answer(
            AccessRequestId request,
            String member,
            String state,
            @Nullable GrantId grant,
            Instant now) {
        return database.sql(
                                """
                                UPDATE access.team_member
                                SET state = :state, answered_at = :now, grant_id = :grant
                                WHERE request = :request AND member = :member AND state = 'named'
                                """)
                        .param("state", state)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("grant", grant == null ? null : grant.value(), Types.OTHER)
                        .param("request", request.value())
                        .param("member", member)
                        .update()
                == 1;
    }
}
