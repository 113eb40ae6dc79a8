package city.datastore.access.identity;

import city.datastore.audit.names.AgencyCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The agencies of the table {@code access.agency}, remembered for a minute; while the database does
 * not answer, what was read last goes on counting. Thread-safe.
 */
public final class StoredAgencies implements Agencies {
    private static final Logger LOG = LoggerFactory.getLogger(StoredAgencies.class);
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final JdbcClient database;
    private final Clock clock;
    private volatile @Nullable Reading last;

    public StoredAgencies(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<Agency> all() {
        return reading().agencies();
    }

    private Reading reading() {
        var reading = last;
        var now = clock.instant();
        if (reading == null) {
            return read(now);
        }
        if (now.isBefore(reading.at().plus(KEPT))) {
            return reading;
        }
        last = reading.at(now); // others go on with these meanwhile
        try {
            return read(now);
        } catch (DataAccessException e) {
            LOG.atWarn().setCause(e).log("agencies could not be read anew; the last ones count on");
            return reading;
        }
    }

    @Override
    public Optional<Agency> find(AgencyCode code) {
        return Optional.ofNullable(reading().byCode().get(code));
    }

    private Reading read(Instant now) {
        var agencies =
                database.sql("SELECT code, name, kind, gss_code FROM access.agency ORDER BY name")
                        .query((row, _) ->
                                new Agency(
                                        new AgencyCode(row.getString("code")),
                                        row.getString("name"),
                                        row.getString("kind"),
                                        row.getString("gss_code")))
                        .list();
        var reading =
                new Reading(
                        now,
                        agencies,
                        agencies.stream()
                                .collect(Collectors.toMap(Agency::code, agency -> agency)));
        last = reading;
        return reading;
    }

    private record Reading(Instant at, List<Agency> agencies, Map<AgencyCode, Agency> byCode) {
        Reading at(Instant later) {
            return new Reading(later, agencies, byCode);
        }
    }
}
