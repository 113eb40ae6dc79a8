package city.datastore.access.policy;

import static city.datastore.access.policy.Worlds.hours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoursTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Set<DayOfWeek> WEEKDAYS =
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final Hours OFFICE = hours(WEEKDAYS, 8, 18);
    private static final Hours NIGHT = hours(Set.of(DayOfWeek.FRIDAY), 22, 6);

    @Nested
    class Office_hours {
        @ParameterizedTest
        @CsvSource({
            "2026-11-23T07:59:59.999, false",
            "2026-11-23T08:00, true",
            "2026-11-23T17:59:59.999, true",
            "2026-11-23T18:00, false",
            "2026-11-21T12:00, false",
            "2026-07-01T08:00, true",
            "2026-07-01T07:59, false"
        })
        void are_half_open_and_by_the_clock_on_the_wall(LocalDateTime local, boolean open) {
            assertThat(OFFICE.open(at(local))).isEqualTo(open);
        }

        @ParameterizedTest
        @CsvSource({
            "2026-11-23T07:00, 2026-11-23T08:00",
            "2026-11-23T12:00, 2026-11-23T12:00",
            "2026-11-23T18:00, 2026-11-24T08:00",
            "2026-11-27T18:00, 2026-11-30T08:00",
            "2026-03-27T19:00, 2026-03-30T08:00",
            "2026-10-23T19:00, 2026-10-26T08:00"
        })
        void open_next_at(LocalDateTime now, LocalDateTime opening) {
            assertThat(Hours.opening(List.of(OFFICE), at(now))).contains(at(opening));
        }

        @Test
        void are_said_as_people_say_them() {
            assertThat(OFFICE.words()).isEqualTo("on weekdays from 8am to 6pm");
            assertThat(NIGHT.words()).isEqualTo("on Friday from 10pm to 6am the next day");
            assertThat(hours(EnumSet.allOf(DayOfWeek.class), 0, 24).words())
                    .isEqualTo("every day at any time");
            assertThat(
                            new Hours(
                                            List.of(
                                                    new Hours.Window(
                                                            Set.of(
                                                                    DayOfWeek.SUNDAY,
                                                                    DayOfWeek.MONDAY),
                                                            510,
                                                            720),
                                                    new Hours.Window(
                                                            Set.of(DayOfWeek.TUESDAY), 0, 1439)))
                                    .words())
                    .isEqualTo(
                            "on Monday and Sunday from 8:30am to midday, and on Tuesday from"
                                    + " midnight to 11:59pm");
        }
    }

    @Nested
    class A_window_over_midnight {
        @ParameterizedTest
        @CsvSource({
            "2026-11-27T21:59, false",
            "2026-11-27T22:00, true",
            "2026-11-28T00:00, true",
            "2026-11-28T05:59, true",
            "2026-11-28T06:00, false",
            "2026-11-28T22:00, false",
            "2026-11-27T05:00, false"
        })
        void belongs_to_the_day_on_which_it_starts(LocalDateTime local, boolean open) {
            assertThat(NIGHT.open(at(local))).isEqualTo(open);
        }

        @Test
        void ends_one_window_where_the_end_of_the_day_does() {
            var late = hours(Set.of(DayOfWeek.FRIDAY), 22, 24);

            assertThat(late.open(at(LocalDateTime.parse("2026-11-27T23:59")))).isTrue();
            assertThat(late.open(at(LocalDateTime.parse("2026-11-28T00:00")))).isFalse();
        }
    }

    @Nested
    class When_the_clocks_change {
        private final Hours early = hours(Set.of(DayOfWeek.SUNDAY), 1, 3);

        /** 29 March 2026: 01:00 GMT becomes 02:00 BST. */
        @Test
        void an_hour_that_is_skipped_is_not_there() {
            assertThat(early.open(Instant.parse("2026-03-29T00:59:59Z"))).isFalse();
            assertThat(early.open(Instant.parse("2026-03-29T01:00:00Z"))).isTrue();
            assertThat(early.open(Instant.parse("2026-03-29T01:59:59Z"))).isTrue();
            assertThat(early.open(Instant.parse("2026-03-29T02:00:00Z"))).isFalse();
            assertThat(Hours.opening(List.of(early), Instant.parse("2026-03-29T00:10:00Z")))
                    .contains(Instant.parse("2026-03-29T01:00:00Z"));
        }

        /** 25 October 2026: 02:00 BST becomes 01:00 GMT. */
        @Test
        void an_hour_that_comes_twice_counts_twice() {
            var half =
                    new Hours(
                            List.of(new Hours.Window(Set.of(DayOfWeek.SUNDAY), 60 + 15, 60 + 45)));

            assertThat(half.open(Instant.parse("2026-10-25T00:15:00Z"))).isTrue();
            assertThat(half.open(Instant.parse("2026-10-25T00:45:00Z"))).isFalse();
            assertThat(half.open(Instant.parse("2026-10-25T01:15:00Z"))).isTrue();
            assertThat(half.open(Instant.parse("2026-10-25T01:45:00Z"))).isFalse();
            assertThat(Hours.opening(List.of(half), Instant.parse("2026-10-25T00:50:00Z")))
                    .contains(Instant.parse("2026-10-25T01:15:00Z"));
        }
    }

    @Nested
    class Several_at_once {
        @Test
        void open_when_all_of_them_do() {
            var mornings = hours(Set.of(DayOfWeek.TUESDAY, DayOfWeek.SUNDAY), 10, 12);

            assertThat(
                            Hours.opening(
                                    List.of(OFFICE, mornings),
                                    at(LocalDateTime.parse("2026-11-21T12:00"))))
                    .contains(at(LocalDateTime.parse("2026-11-24T10:00")));
        }

        @Test
        void never_open_where_they_have_nothing_in_common() {
            var weekend = hours(Set.of(DayOfWeek.SATURDAY), 10, 12);

            assertThat(Hours.opening(List.of(OFFICE, weekend), Worlds.NOW)).isEmpty();
        }
    }

    @Nested
    class The_next_opening {
        /** Minute by minute is the specification. */
        @Test
        void is_the_first_minute_that_is_open() {
            var random = new Random(20261122);
            for (int i = 0; i < 200; i++) {
                var some =
                        new Hours(
                                List.of(
                                        new Hours.Window(
                                                Set.of(DayOfWeek.of(1 + random.nextInt(7))),
                                                random.nextInt(720),
                                                721 + random.nextInt(720)),
                                        new Hours.Window(
                                                Set.of(DayOfWeek.of(1 + random.nextInt(7))),
                                                721 + random.nextInt(719),
                                                1 + random.nextInt(720))));
                var from =
                        Instant.parse("2026-01-01T00:00:00Z")
                                .plusSeconds(60L * random.nextInt(365 * Hours.DAY));
                var minute = from;
                while (!some.open(minute)) {
                    minute = minute.plusSeconds(60);
                }

                assertThat(Hours.opening(List.of(some), from)).contains(minute);
            }
        }
    }

    @Nested
    class Hours_that_make_no_sense {
        @Test
        void cannot_be_made() {
            assertThatThrownBy(() -> hours(Set.of(), 8, 18))
                    .hasMessageContaining("at least one day");
            assertThatThrownBy(() -> hours(WEEKDAYS, 8, 8)).hasMessageContaining("another time");
            assertThatThrownBy(() -> hours(WEEKDAYS, 8, 25)).hasMessageContaining("within a day");
            assertThatThrownBy(() -> hours(WEEKDAYS, 24, 8)).hasMessageContaining("within a day");
            assertThatThrownBy(() -> hours(WEEKDAYS, -1, 8)).hasMessageContaining("within a day");
            assertThatThrownBy(() -> new Hours(List.of())).hasMessageContaining("1 to 14 windows");
        }
    }

    private static Instant at(LocalDateTime local) {
        return local.atZone(LONDON).toInstant();
    }
}
