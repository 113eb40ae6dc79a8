package city.datastore.access.grounds;

import city.datastore.audit.pipeline.Looping;
import city.datastore.audit.pipeline.NamedLoop;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Once a day, and a while after the start, lets grounds go whose events have no bodies any more.
 * The database decides which those are; several platforms may sweep beside each other.
 */
public final class GroundsSweep implements Looping {
    private static final Logger LOG = LoggerFactory.getLogger(GroundsSweep.class);
    private static final Duration AFTER_START = Duration.ofMinutes(15);
    private static final Duration BETWEEN = Duration.ofDays(1);

    private final JdbcClient database;
    private final NamedLoop loop;

    /**
     * @param app of the role {@code datastore_app}
     */
    public GroundsSweep(DataSource app) {
        this.database = JdbcClient.create(app);
        this.loop = new NamedLoop("grounds-sweep", this::sweep);
    }

    /** How many parts went. */
    long run() {
        long parts = database.sql("SELECT access.let_go_of_grounds()").query(Long.class).single();
        if (parts > 0) {
            LOG.info("event=grounds_deleted parts={}", parts);
        }
        return parts;
    }

    private void sweep(NamedLoop sweeping) throws Exception {
        sweeping.rest(AFTER_START);
        while (sweeping.running()) {
            var _ = run();
            sweeping.progressed();
            sweeping.rest(BETWEEN);
        }
    }

    @Override
    public NamedLoop loop() {
        return loop;
    }
}
