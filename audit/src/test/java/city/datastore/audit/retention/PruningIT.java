package city.datastore.audit.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.log.Receipt;
import city.datastore.audit.log.TlogPolicy;
import city.datastore.audit.names.EventId;
import city.datastore.audit.trail.TrailScope;
import city.datastore.stack.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Bodies go when their time is over, and what was proved stays proved. */
class PruningIT extends PruningRoom {
    @Nested
    class The_body_of_an_event {
        @Test
        void is_kept_until_the_last_instant_of_its_term_and_gone_after_it() throws Exception {
            log.record("mps.officer", 100, "camden/hmo", "brent/spend");

            log.itIs(log.termIsOver().minusMillis(1));
            assertThat(log.pruning().run().bodies()).isZero();
            assertThat(log.bodies()).isEqualTo(200);

            log.itIs(log.termIsOver());
            assertThat(log.pruning().run().bodies()).isEqualTo(200);
            assertThat(log.bodies()).isEqualTo(1); // what announced it
            assertThat(log.size()).isEqualTo(201);
        }

        @Test
        void is_no_longer_found_and_the_trail_says_when_and_why() throws Exception {
            AuditEvent event = log.record("mps.officer", 3, "camden/hmo").get(1);
            log.itIs(log.termIsOver());
            log.pruning().run();

            assertThat(log.stack.trail().find(new TrailScope.Everything(), event.id())).isEmpty();
            assertThat(log.stack.trail().holds(event.id())).isTrue();
            var pruned = log.stack.trail().pruned(event.id()).orElseThrow();
            assertThat(pruned.prunedAt()).isEqualTo(log.termIsOver());
            assertThat(pruned.kept()).isEqualTo(Period.ofYears(6));
            assertThat(log.stack.trail().pruned(pruned.announcement())).isEmpty();
            assertThat(log.stack.trail().pruned(EventId.at(Instant.now()))).isEmpty();
        }

        @Test
        void stays_proved_by_a_receipt_that_somebody_holds() throws Exception {
            AuditEvent event = log.record("mps.officer", 300, "camden/hmo").get(123);
            String held = log.receipt(event).format();
            log.itIs(log.termIsOver());
            log.pruning().run();

            var policy = TlogPolicy.trusting(AuditStack.SIGNER.keys().getFirst());
            var accepted =
                    Receipt.parse(held.getBytes(UTF_8)).verify(EventCodec.encode(event), policy);

            assertThat(accepted.checkpoint().size()).isEqualTo(300);
            assertThat(log.secondOpinion().findings()).isEmpty();
        }

        @Test
        void goes_by_the_longest_term_of_the_last_thirty_days() throws Exception {
            log.record("mps.officer", 5, "camden/hmo");
            log.term(Period.ofMonths(6));
            Instant set = Instant.now();
            Instant sixMonthsOn = set.plus(Duration.ofDays(215));

            log.itIs(set.plus(Duration.ofDays(29)));
            assertThat(new Retention(log.stack.audit()).look().inForce())
                    .isEqualTo(AgedLog.SIX_YEARS);
            log.itIs(sixMonthsOn);
            assertThat(new Retention(log.stack.audit()).look().inForce())
                    .isEqualTo(Period.ofMonths(6));
            assertThat(log.pruning().run().bodies()).isEqualTo(5);
        }

        @Test
        void takes_along_what_was_counted_of_people_by_day() throws Exception {
            log.record("mps.officer", 3, "camden/hmo");
            log.stack
                    .as(PostgresServer.AUDIT)
                    .sql("SELECT audit.count_decisions(0, 3)")
                    .query(_ -> {});
            String ofPeople =
                    "SELECT count(*) FROM audit.activity WHERE kind IN ('actor', 'username')";
            assertThat(log.stack.count(ofPeople)).isEqualTo(2);

            log.itIs(log.termIsOver());
            log.pruning().run();

            assertThat(log.stack.count(ofPeople)).isZero();
            assertThat(log.stack.count("SELECT count(*) FROM audit.activity")).isEqualTo(5);
        }

        @Test
        void goes_at_one_instant_in_whatever_time_zone_the_platform_runs() throws Exception {
            Period kept = Period.ofMonths(6);
            log.record("mps.officer", 5, "camden/hmo");
            log.term(kept);

            for (String zone : List.of("UTC", "Europe/London", "Pacific/Auckland")) {
                log.itIs(log.termIsOver(kept).minusMillis(1));
                assertThat(due(zone)).as(zone).isZero();
                log.itIs(log.termIsOver(kept));
                assertThat(due(zone)).as(zone).isEqualTo(5);
            }
        }

        private long due(String zone) throws SQLException {
            try (Connection connection = log.stack.connect(PostgresServer.AUDIT);
                    var statement = connection.createStatement()) {
                statement.execute("SET TIME ZONE '" + zone + "'");
                var row = statement.executeQuery("SELECT sum(bodies) FROM audit.prunable()");
                row.next();
                return row.getLong(1);
            }
        }

        @Test
        void is_never_kept_shorter_than_six_months() {
            assertThatThrownBy(() -> log.term(Period.ofMonths(5)))
                    .hasStackTraceContaining("retention_is_at_least_six_months");
        }
    }

    @Nested
    class A_sweep {
        @Test
        void deletes_nothing_while_the_clocks_of_database_and_platform_disagree() throws Exception {
            log.record("mps.officer", 20, "camden/hmo");
            log.databaseSays(log.termIsOver());

            assertThat(log.pruning().run()).isEqualTo(Pruning.Swept.NOTHING);
            assertThat(log.bodies()).isEqualTo(20);
            assertThat(log.stack.faults())
                    .singleElement()
                    .asString()
                    .contains("No bodies are deleted");

            log.itIs(log.termIsOver());
            assertThat(log.pruning().run().bodies()).isEqualTo(20);
        }

        @Test
        void that_is_made_twice_deletes_once() throws Exception {
            log.record("mps.officer", 20, "camden/hmo");
            log.itIs(log.termIsOver());

            assertThat(log.pruning().run().bodies()).isEqualTo(20);
            long size = log.size();
            assertThat(log.pruning().run().bodies()).isZero();
            assertThat(log.size()).isEqualTo(size);
        }

        @Test
        void does_nothing_while_another_platform_sweeps() throws Exception {
            log.record("mps.officer", 20, "camden/hmo");
            log.itIs(log.termIsOver());
            try (Connection other = log.stack.connect(PostgresServer.AUDIT)) {
                other.createStatement().execute("SELECT pg_advisory_lock(" + Pruning.LOCK + ")");

                assertThat(log.pruning().run()).isEqualTo(Pruning.Swept.NOTHING);
                // what closing does, the server does some time later
                other.createStatement().execute("SELECT pg_advisory_unlock(" + Pruning.LOCK + ")");
            }
            assertThat(log.pruning().run().bodies()).isEqualTo(20);
        }

        @Test
        void that_was_broken_off_after_its_announcement_does_not_announce_it_again()
                throws Exception {
            log.record("mps.officer", 20, "camden/hmo");
            log.itIs(log.termIsOver());
            try (Connection reader = log.stack.connect(PostgresServer.AUDIT)) {
                reader.setAutoCommit(false);
                reader.createStatement().execute("SELECT count(*) FROM audit.event");
                assertThatThrownBy(() -> log.pruning().run()).hasMessageContaining("lock timeout");
            }

            assertThat(log.pruning().run().bodies()).isEqualTo(20);
            assertThat(
                            log.stack.count(
                                    "SELECT count(*) FROM audit.event WHERE action = 'retention.prune'"))
                    .isEqualTo(1);
        }
    }
}
