package city.datastore.audit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.RequestId;
import city.datastore.stack.PostgresServer;
import io.micrometer.core.instrument.Counter;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Events get their places in the record, each once. */
class SequencerIT extends PipelineRoom {
    @Nested
    class A_sequencer {
        @Test
        void that_loses_its_connection_before_the_commit_stores_once_all_the_same()
                throws Exception {
            Pipeline pipeline = stack.started();
            AuditEvent first = Events.read("mps.officer", "camden/hmo-licences");
            pipeline.recorder().record(first);
            stack.awaitStored(first.id());
            AuditEvent event = Events.read("mps.officer", "camden/hmo-licences");

            try (Connection holder = stack.connect(PostgresServer.AUDIT)) {
                holder.setAutoCommit(false);
                holder.createStatement().execute("SELECT * FROM audit.head FOR UPDATE");
                pipeline.recorder().record(event);
                var killer = stack.as(PostgresServer.AUDIT);
                AuditStack.until(
                        "the sequencer waits and is cut off",
                        () ->
                                killer.sql(
                                                        """
                                                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                                                        WHERE datname = current_database() AND wait_event_type = 'Lock'
                                                        """)
                                                .query(Long.class)
                                                .single()
                                        > 0);
                assertThat(stack.stored(event)).isZero();
                holder.rollback();
            }

            stack.awaitStored(event.id());
            assertThat(stack.stored(event)).isEqualTo(1);
            sequenceHasNoGaps();
        }

        @Test
        void says_that_it_is_behind_while_it_cannot_store() throws Exception {
            Pipeline pipeline = stack.started();
            AuditEvent first = Events.read("mps.officer", "camden/hmo-licences");
            pipeline.recorder().record(first);
            stack.awaitStored(first.id());
            AuditEvent event = Events.read("mps.officer", "camden/hmo-licences");

            try (Connection holder = stack.connect(PostgresServer.AUDIT)) {
                holder.setAutoCommit(false);
                holder.createStatement().execute("SELECT * FROM audit.head FOR UPDATE");
                pipeline.recorder().record(event);
                AuditStack.until("it is behind by one event", () -> lag() == 1);
                holder.rollback();
            }

            stack.awaitStored(event.id());
            AuditStack.until("it is behind no more", () -> lag() == 0);
        }

        private double lag() {
            return stack.metrics.get("datastore.audit.lag").gauge().value();
        }

        private double repeated() {
            return stack.metrics.get("datastore.audit.repeated").counters().stream()
                    .mapToDouble(Counter::count)
                    .sum();
        }

        @Test
        void stores_nothing_twice_when_the_whole_topic_is_read_three_times_again() {
            Pipeline running = stack.started();
            for (int i = 0; i < 100; i++) {
                running.recorder().record(Events.read("mps.officer", "camden/d" + i));
            }
            AuditStack.until(
                    "all are stored", () -> stack.count("SELECT count(*) FROM audit.event") == 100);

            for (int i = 1; i <= 3; i++) {
                running.close();
                stack.as(PostgresServer.AUDIT)
                        .sql("UPDATE audit.progress SET next_offset = 0")
                        .update();
                running = stack.started();
                int repeated = 100 * i;
                AuditStack.until("all came again", () -> repeated() == repeated);
            }

            assertThat(stack.count("SELECT count(*) FROM audit.event")).isEqualTo(100);
            sequenceHasNoGaps();
        }

        /** How many events each transaction stored. */
        private static final String TOGETHER =
                "SELECT count(*) AS events FROM audit.event GROUP BY xmin::text";

        @Test
        void stores_at_most_256_together_under_a_burst() {
            Pipeline before = stack.started();
            AuditEvent first = happening();
            before.recorder().record(first);
            stack.awaitStored(first.id());
            before.close();
            send(
                    IntStream.range(0, 1_500)
                            .mapToObj(_ -> EventCodec.encode(happening()))
                            .toArray(byte[][]::new));

            var _ = stack.started();

            AuditStack.until("all are stored", () -> stored() == 1_501);
            assertThat(stack.count("SELECT max(events) FROM (" + TOGETHER + ")"))
                    .isBetween(200L, 256L);
        }

        private long stored() {
            return stack.count("SELECT count(*) FROM audit.event");
        }

        private AuditEvent happening() {
            return AuditEvent.now(
                    Instant.now(),
                    Events.actor("mps.officer"),
                    Events.READ,
                    About.NOTHING,
                    new Outcome.Allowed(List.of()),
                    new RequestId("r-1"));
        }

        @Test
        void stores_at_once_what_comes_alone() {
            Pipeline pipeline = stack.started();
            for (int i = 0; i < 10; i++) {
                AuditEvent event = happening();
                pipeline.recorder().record(event);
                stack.awaitStored(event.id());
            }

            assertThat(millisUntilStored(0)).isLessThan(100);
        }

        @Test
        void lets_nothing_wait_for_a_batch_that_fills_slowly() {
            Pipeline pipeline = stack.started();
            for (int i = 0; i < 500; i++) {
                pipeline.recorder().record(happening());
            }
            AuditStack.until("all are stored", () -> stored() == 500);

            assertThat(millisUntilStored(0.5)).isLessThan(150);
        }

        /** How long the events waited of which this share waited less. */
        private long millisUntilStored(double share) {
            return stack.count(
                    "SELECT (1000 * extract(epoch FROM percentile_disc(?) WITHIN GROUP"
                            + " (ORDER BY stored_at - at)))::bigint FROM audit.event",
                    share);
        }

        @Test
        void takes_many_callers_at_once() throws Exception {
            Pipeline pipeline = stack.started();
            // Kafka's client may lose its place where a topic is made under its first messages
            pipeline.recorder().record(Events.read("mps.officer", "camden/d0"));
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 1; i < 1_000; i++) {
                    String dataset = "camden/d" + i % 20;
                    callers.execute(
                            () -> pipeline.recorder().record(Events.read("mps.officer", dataset)));
                }
            }

            AuditStack.until(
                    "all are stored",
                    () -> stack.count("SELECT count(*) FROM audit.event") == 1_000);
            sequenceHasNoGaps();
        }

        @Test
        void stops_within_five_seconds() {
            Pipeline pipeline = stack.started();
            pipeline.recorder().record(Events.documented());

            long start = System.nanoTime();
            pipeline.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().equals("audit-sequencer"))
                    .isEmpty();
        }
    }
}
