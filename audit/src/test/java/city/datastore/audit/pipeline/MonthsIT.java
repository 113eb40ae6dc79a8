package city.datastore.audit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.RequestId;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The record has a partition for each month. */
class MonthsIT {
    private final AuditStack stack = new AuditStack(LocalStack.shared(Server.POSTGRES));
    private final Progress progress = new Progress(stack.audit(), stack.alarm());
    private final Ahead clock = new Ahead();
    private final EventStore store =
            new EventStore(
                    stack.audit(),
                    progress,
                    new LogRows(stack.audit(), AuditStack.SIGNER, clock),
                    stack.alarm(),
                    clock);
    private final YearMonth month = YearMonth.now(ZoneOffset.UTC);

    /** Noon of the last day of the month before. */
    private final Instant before =
            month.minusMonths(1).atEndOfMonth().atTime(12, 0).toInstant(ZoneOffset.UTC);

    private long offset;

    /** The time it is, and what the test adds. */
    private static final class Ahead extends Clock {
        private Duration by = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    private void add(Instant at) {
        var _ = progress.positions("topic", 1);
        AuditEvent event =
                AuditEvent.now(
                        at,
                        Events.actor("mps.officer"),
                        Events.READ,
                        About.NOTHING,
                        new Outcome.Allowed(List.of()),
                        new RequestId("r-1"));
        var arrival = new Arrival.Legible(0, offset, new Content(EventCodec.encode(event)), event);
        var _ = store.store(new EventStore.Stretch("topic", Map.of(0, offset), List.of(arrival)));
        offset++;
    }

    private List<String> partitions() {
        return stack.as(PostgresServer.OWNER)
                .sql(
                        "SELECT inhrelid::regclass::text FROM pg_inherits"
                                + " WHERE inhparent = 'audit.event'::regclass ORDER BY 1")
                .query((row, _) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }

    private static String partition(YearMonth month) {
        return "audit.event_%04d_%02d".formatted(month.getYear(), month.getMonthValue());
    }

    private long in(String partition) {
        return stack.count("SELECT count(*) FROM " + partition);
    }

    @Test
    void are_opened_before_they_begin_and_far_away_times_share_one() {
        add(before);
        add(Instant.EPOCH);

        assertThat(partitions())
                .containsExactly(
                        partition(month.minusMonths(1)),
                        partition(month),
                        "audit.event_at_other_times");
        assertThat(in("audit.event_at_other_times")).isOne();
    }

    @Test
    void are_not_waited_for_while_a_backup_reads_the_record_and_opened_after_it()
            throws SQLException {
        try (Connection backup = stack.connect(PostgresServer.AUDIT)) {
            backup.setAutoCommit(false);
            backup.createStatement().execute("LOCK TABLE audit.event IN ACCESS SHARE MODE");
            long start = System.nanoTime();

            add(before);
            add(before);

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(10));
            assertThat(in("audit.event_at_other_times")).isEqualTo(2);
            assertThat(
                            stack.count(
                                    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type ="
                                            + " 'Lock' AND datname = current_database()"))
                    .isZero();
            backup.rollback();
        }
        clock.by = Duration.ofSeconds(61);

        add(before);

        assertThat(partitions()).containsExactly(partition(month), "audit.event_at_other_times");
        assertThat(in("audit.event_at_other_times")).isEqualTo(3);
    }
}
