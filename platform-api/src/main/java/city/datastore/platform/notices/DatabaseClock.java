package city.datastore.platform.notices;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What time it is by the clock of the database, which is asked each time. */
public final class DatabaseClock extends Clock {
    private final JdbcClient database;

    public DatabaseClock(DataSource database) {
        this.database = JdbcClient.create(database);
    }

    @Override
    public Instant instant() {
        return database.sql("SELECT clock_timestamp()")
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
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
