package city.datastore.platform.datasets;

import city.datastore.access.gate.Pass;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.GrantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which releases under an agreement are under way now, on every node: those that have taken a
 * second already. For whoever is about to change the agreement; nothing is decided by it.
 */
public final class ReleasesUnderWay {
    private static final Logger LOG = LoggerFactory.getLogger(ReleasesUnderWay.class);

    /** How long a release takes before it is told of, and how often it is told of again. */
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private static final String SEEN =
            """
            INSERT INTO platform.release_under_way (event, agreement, grant_id, seen_at)
            VALUES (?, ?, ?, now())
            ON CONFLICT (event) DO UPDATE SET seen_at = excluded.seen_at\
            """;

    /** With what nodes left behind that died. */
    private static final String OVER =
            """
            DELETE FROM platform.release_under_way
            WHERE event = ? OR seen_at < now() - interval '1 hour'\
            """;

    private static final String BY_GRANT =
            """
            SELECT grant_id, count(*)::int AS releases FROM platform.release_under_way
            WHERE agreement = ? AND seen_at > now() - interval '10 seconds'
            GROUP BY grant_id\
            """;

    private final JdbcClient database;

    /**
     * @param app of the role {@code datastore_app}
     */
    public ReleasesUnderWay(DataSource app) {
        this.database = JdbcClient.create(app);
    }

    /** How many there are under each grant of an agreement that has any. */
    public Map<GrantId, Integer> under(AgreementRef agreement) {
        Map<GrantId, Integer> releases = new HashMap<>();
        database.sql(BY_GRANT)
                .param(agreement.value())
                .query(row -> {
                    var grant = new GrantId(row.getObject("grant_id", UUID.class));
                    releases.put(grant, row.getInt("releases"));
                });
        return releases;
    }

    /** One release, until it is closed. */
    interface Telling extends AutoCloseable {
        @Override
        void close();
    }

    /** Tells of a release as long as it lasts; where no agreement lets it out there is none. */
    Telling telling(Pass pass) {
        var permit = pass.judgement().permit();
        var grant = pass.judgement().grant();
        if (permit == null || grant == null) {
            return () -> {};
        }
        var over = new CountDownLatch(1);
        var _ =
                Thread.ofVirtual()
                        .name("release-under-way")
                        .start(() ->
                                tell(
                                        over,
                                        pass.event().value(),
                                        permit.agreement(),
                                        grant.id().value()));
        return over::countDown;
    }

    private void tell(CountDownLatch over, UUID event, AgreementRef agreement, UUID grant) {
        boolean told = false;
        boolean heard = true;
        try {
            while (!over.await(BETWEEN.toNanos(), TimeUnit.NANOSECONDS)) {
                told = true;
                heard = said(heard, event, SEEN, event, agreement.value(), grant);
            }
            if (told) {
                var _ = said(heard, event, OVER, event);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the database took it; where it did before and does not now, the log says so. */
    private boolean said(boolean heard, UUID event, String sql, Object... values) {
        try {
            database.sql(sql).params(values).update();
            return true;
        } catch (DataAccessException e) {
            if (heard) {
                LOG.warn("event=release_not_told_of release={} because={}", event, e.toString());
            }
            return false;
        }
    }
}
