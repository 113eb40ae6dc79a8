package city.datastore.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.names.NameException;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.audit.trail.TrailScope;
import city.datastore.audit.verify.Report;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a hold keeps, and what Kafka keeps meanwhile. */
class HoldsIT extends PruningRoom {
    @Nested
    class A_legal_hold {
        @Test
        void keeps_what_it_names_and_nothing_else_until_it_is_lifted() throws Exception {
            log.record("mps.officer", 50, "camden/hmo", "brent/spend");
            Hold hold = log.hold(null, HoldKind.DATASET, "camden/hmo");
            log.itIs(log.termIsOver());

            assertThat(log.pruning().run().bodies()).isEqualTo(50);
            assertThat(about("camden/hmo")).isEqualTo(50);
            assertThat(about("brent/spend")).isZero();
            assertThat(log.secondOpinion().findings()).isEmpty();

            assertThat(log.lift(hold).inForce()).isFalse();
            log.itIs(log.termIsOver().plus(Duration.ofDays(60)));
            assertThat(log.pruning().run().bodies()).isEqualTo(50);
            assertThat(about("camden/hmo")).isZero();
            assertThat(log.secondOpinion().findings()).isEmpty();
        }

        private long about(String dataset) {
            return log.stack.count(
                    "SELECT count(*) FROM audit.event WHERE dataset = ?"
                            + " AND action = 'dataset.read'",
                    dataset);
        }

        @Test
        void can_name_a_person_an_agreement_or_an_agency() throws Exception {
            log.record("mps.officer", 4, "camden/hmo");
            log.record("lfb.officer", 3, "camden/hmo");
            log.record("gla.officer", 2, "brent/spend");
            log.hold(null, HoldKind.PERSON, "mps.officer");
            log.hold(null, HoldKind.AGENCY, "brent");
            log.hold(null, HoldKind.AGREEMENT, "DSA-2026-0001");
            log.itIs(log.termIsOver());

            assertThat(log.pruning().run().bodies()).isEqualTo(3);
        }

        @Test
        void of_an_agency_covers_its_own_data_and_staff_only() throws Exception {
            log.record("mps.officer", 4, "camden/hmo", "brent/spend");
            log.hold("camden", HoldKind.PERSON, "mps.officer");
            log.itIs(log.termIsOver());

            assertThat(log.pruning().run().bodies()).isEqualTo(4);
            assertThat(about("camden/hmo")).isEqualTo(4);
        }

        @Test
        void is_an_event_and_so_is_its_lifting() throws Exception {
            Hold hold = log.lift(log.hold(null, HoldKind.DATASET, "camden/hmo"));

            log.stack.awaitStored(hold.event());
            log.stack.awaitStored(Objects.requireNonNull(hold.lifting()).event());
            var events =
                    log.stack
                            .trail()
                            .search(
                                    new TrailScope.Everything(),
                                    TrailQuery.ANY,
                                    PageRequest.first())
                            .items();
            assertThat(events)
                    .extracting(each -> each.event().action().name())
                    .containsExactly("hold.lift", "hold.set");
            assertThat(events.getFirst().event().about().details())
                    .containsEntry("hold", hold.id().toString());
        }

        @Test
        void is_lifted_once() {
            Hold hold = log.hold(null, HoldKind.DATASET, "camden/hmo");
            log.lift(hold);

            assertThatThrownBy(() -> log.lift(hold))
                    .isInstanceOf(HoldException.AlreadyLifted.class);
        }

        @Test
        void has_a_reason_and_names_something_that_can_be() {
            assertThatThrownBy(() -> log.hold(null, HoldKind.DATASET, "no dataset"))
                    .isInstanceOf(NameException.class);
            assertThatThrownBy(() -> log.hold(null, HoldKind.PERSON, " "))
                    .isInstanceOf(NameException.class);
        }
    }

    @Nested
    class Kafka {
        @Test
        void keeps_no_record_before_the_first_body_that_is_kept() throws Exception {
            log.record("mps.officer", 100, "camden/hmo", "brent/spend", "lfb/fires");
            log.itIs(log.termIsOver());

            Map<Integer, Long> begins = log.pruning().run().topicBegins();

            assertThat(begins.values().stream().mapToLong(Long::longValue).sum())
                    .isGreaterThanOrEqualTo(300);
            Report report = log.secondOpinion();
            assertThat(report.findings()).isEmpty();
            assertThat(report.pruned()).isEqualTo(300);
            assertThat(Objects.requireNonNull(report.kafka()).messages()).isLessThanOrEqualTo(1);
        }

        @Test
        void keeps_what_stands_behind_a_body_that_is_held() throws Exception {
            log.record("mps.officer", 1, "camden/first");
            log.record("lfb.officer", 40, "camden/first");
            log.hold(null, HoldKind.PERSON, "mps.officer");
            log.itIs(log.termIsOver());

            log.pruning().run();

            Report report = log.secondOpinion();
            assertThat(report.findings()).isEmpty();
            assertThat(report.pruned()).isEqualTo(40);
            assertThat(Objects.requireNonNull(report.kafka()).prunedStillHeld()).isEqualTo(40);
        }

        @Test
        void gets_rid_of_its_records_later_where_the_platform_was_killed_in_between()
                throws Exception {
            log.record("mps.officer", 40, "camden/hmo");
            log.itIs(log.termIsOver());
            log.pruning(null).run();
            assertThat(Objects.requireNonNull(log.secondOpinion().kafka()).prunedStillHeld())
                    .isEqualTo(40);

            assertThat(log.pruning().run().bodies()).isZero();

            Report report = log.secondOpinion();
            assertThat(report.findings()).isEmpty();
            assertThat(Objects.requireNonNull(report.kafka()).prunedStillHeld()).isZero();
        }

        @Test
        void is_read_from_where_it_begins_by_a_sequencer_that_starts_over() throws Exception {
            log.record("mps.officer", 40, "camden/hmo");
            log.itIs(log.termIsOver());
            log.pruning().run();
            long size = log.size();
            log.pipeline.stop();
            log.owner("UPDATE audit.progress SET next_offset = 0");
            log.pipeline.start();

            log.record("mps.officer", 10, "camden/hmo");

            assertThat(log.size()).isEqualTo(size + 10);
            assertThat(log.secondOpinion().findings()).isEmpty();
        }

        @Test
        void is_not_touched_where_bodies_are_missing_without_a_record() throws Exception {
            log.record("mps.officer", 40, "camden/hmo");
            log.itIs(log.termIsOver());
            log.pruning(null).run();
            log.owner("ALTER TABLE audit.pruned DISABLE TRIGGER USER");
            log.owner("DELETE FROM audit.pruned");

            assertThat(log.pruning().run().topicBegins()).isEmpty();
        }
    }
}
