package city.datastore.access.clocks;

import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What time it is by the clock of the database, which is asked each time. */
public final class DatabaseClock extends Clock {
    private final JdbcTemplate database;

    public DatabaseClock(DataSource database) {
        this.database = new JdbcTemplate(database);
    }

    @Override
    public Instant instant() {
        return sighting(System::nanoTime).at();
    }

    /** Waiting for a connection is not in the time that it takes. */
    Sighting sighting(LongSupplier nanos) {
        return database.execute((Connection connection) -> {
            try (var query = connection.prepareStatement("SELECT clock_timestamp()")) {
                long before = nanos.getAsLong();
                try (var row = query.executeQuery()) {
                    row.next();
                    var at = row.getObject(1, OffsetDateTime.class).toInstant();
                    return new Sighting(before, at, nanos.getAsLong());
                }
            }
        });
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the database's clock is asked in UTC");
    }
}
