package city.datastore.access.clocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TwoClocksTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final Duration BOUND = Duration.ofSeconds(10);

    /** Runs over in every test. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    private final List<Instant> alarms = new CopyOnWriteArrayList<>();
    private Instant node = NOW;
    private Instant database = NOW;
    private Duration answering = Duration.ofMillis(1);
    private int asked;
    private final TwoClocks clocks =
            new TwoClocks(
                    ((InstantSource) () -> node).withZone(ZoneOffset.UTC),
                    () -> {
                        asked++;
                        return look();
                    },
                    nanos::get,
                    BOUND,
                    (_, its) -> alarms.add(its));

    @Nested
    class A_node_s_clock {
        @Test
        void is_believed_as_far_as_the_bound_and_no_further() {
            clocks.seen(look());

            // a millisecond is what the database took to answer
            for (var within : List.of(BOUND.minusMillis(1), BOUND.minusMillis(1).negated())) {
                assertThat(clocks.agree(node.plus(within))).as("%s", within).isTrue();
            }
            for (var beyond : List.of(BOUND.plusMillis(1), BOUND.plusMillis(1).negated())) {
                assertThat(clocks.agree(node.plus(beyond))).as("%s", beyond).isFalse();
            }
            assertThat(asked).isZero();
        }

        @Test
        void is_held_against_the_database_s_as_it_runs_on() {
            clocks.seen(look());
            passes(Duration.ofMillis(290));

            assertThat(clocks.agree(node.plus(BOUND).minusMillis(2))).isTrue();
            assertThat(clocks.agree(node.plus(BOUND).plusMillis(2))).isFalse();
            assertThat(clocks.agree(node.minus(BOUND).minusMillis(2))).isFalse();
        }

        @Test
        void is_believed_again_when_it_is_right_again() {
            clocks.seen(look());
            node = NOW.minus(Duration.ofHours(1));
            assertThat(clocks.agree(node)).isFalse();

            node = NOW;
            assertThat(clocks.agree(node)).isTrue();
        }

        @Test
        void is_doubted_when_it_is_the_database_s_that_was_set() {
            clocks.seen(look());
            assertThat(clocks.agree(node)).isTrue();

            database = database.plus(Duration.ofHours(1));
            passes(Duration.ofMillis(75));
            clocks.seen(look());

            assertThat(clocks.agree(node)).isFalse();
        }
    }

    @Nested
    class The_database_s_clock {
        @Test
        void is_asked_where_it_was_never_seen() {
            assertThat(clocks.agree(node)).isTrue();
            assertThat(clocks.agree(node)).isTrue();

            assertThat(asked).isEqualTo(1);
        }

        @Test
        void is_asked_again_when_it_was_not_seen_for_as_long_as_a_lease() {
            clocks.seen(look());
            passes(Duration.ofMillis(299).minus(answering));
            assertThat(clocks.agree(node)).isTrue();
            assertThat(asked).isZero();

            passes(Duration.ofMillis(1));
            assertThat(clocks.agree(node)).isTrue();
            assertThat(asked).isEqualTo(1);
        }

        /** Neither its clock nor its monotonic one saw the hour. */
        @Test
        void tells_a_machine_that_was_frozen() {
            clocks.seen(look());
            database = database.plus(Duration.ofHours(1));
            assertThat(clocks.agree(node)).isTrue();

            passes(Duration.ofMillis(300));

            assertThat(clocks.agree(node)).isFalse();
        }

        @Test
        void may_be_slow_to_answer_as_long_as_both_are_sure_to_agree() {
            answering = BOUND.dividedBy(2);

            assertThat(clocks.agree(node)).isTrue();
            // when within those five seconds it said what it said is not known
            assertThat(clocks.agree(node.minus(BOUND.multipliedBy(3).dividedBy(4)))).isFalse();
        }

        @Test
        void is_not_known_when_it_took_too_long_to_answer() {
            answering = BOUND;

            assertThatIllegalStateException()
                    .isThrownBy(() -> clocks.agree(node))
                    .withMessageContaining("PT10S");
        }
    }

    @Nested
    class Clocks_that_disagree {
        @Test
        void are_told_once_in_ten_minutes_however_often_they_are_looked_at() {
            node = NOW.minus(Duration.ofHours(1));
            for (int look = 0; look < 100; look++) {
                clocks.seen(look());
                passes(Duration.ofMillis(75));
            }
            awaitAlarms(1);

            passes(Duration.ofMinutes(10));
            clocks.seen(look());

            awaitAlarms(2);
        }

        @Test
        void are_not_told_of_while_they_agree() {
            clocks.seen(look());
            passes(Duration.ofMillis(75));
            assertThat(alarms).isEmpty();

            node = NOW.minus(Duration.ofHours(1));
            var second = look();
            clocks.seen(second);

            awaitAlarms(1);
            assertThat(alarms).containsExactly(second.at());
        }

        @Test
        void are_not_told_of_by_a_look_that_took_long() {
            node = NOW.minus(Duration.ofHours(1));
            answering = Duration.ofMillis(300);
            clocks.seen(look());
            answering = Duration.ofMillis(1);
            clocks.seen(look());

            awaitAlarms(1);
            assertThat(alarms).containsExactly(NOW.plusMillis(301));
        }

        @Test
        void are_measured() {
            assertThat(clocks.aheadSeconds()).isNaN();
            clocks.seen(look());
            assertThat(clocks.aheadSeconds()).isEqualTo(0, offset(0.01));

            node = node.minus(Duration.ofSeconds(90));
            passes(Duration.ofSeconds(5));

            assertThat(clocks.aheadSeconds()).isEqualTo(-90, offset(0.01));
        }

        private void awaitAlarms(int many) {
            Awaitility.await().until(() -> alarms.size() >= many);
            assertThat(alarms).hasSize(many);
        }
    }

    @Nested
    class The_bound {
        @Test
        void is_from_a_second_to_five_minutes() {
            assertThat(new ClocksProperties(Duration.ofSeconds(1)).apartMax()).hasSeconds(1);
            assertThat(new ClocksProperties(Duration.ofMinutes(5)).apartMax()).hasMinutes(5);
            for (var wrong : List.of(Duration.ofMillis(999), Duration.ofSeconds(301))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> new ClocksProperties(wrong))
                        .withMessageContaining(wrong.toString());
            }
        }
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
        node = node.plus(time);
        database = database.plus(time);
    }

    private Sighting look() {
        long before = nanos.get();
        passes(answering);
        return new Sighting(before, database, nanos.get());
    }
}
