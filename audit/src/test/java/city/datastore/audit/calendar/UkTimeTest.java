package city.datastore.audit.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UkTimeTest {
    @Nested
    class A_time_of_day {
        @Test
        void is_said_as_people_say_it() {
            assertThat(UkTime.clock(LocalTime.of(14, 5))).isEqualTo("2:05pm");
            assertThat(UkTime.clock(LocalTime.of(8, 0))).isEqualTo("8am");
            assertThat(UkTime.clock(LocalTime.of(17, 30))).isEqualTo("5:30pm");
            assertThat(UkTime.clock(LocalTime.of(0, 1))).isEqualTo("12:01am");
            assertThat(UkTime.clock(LocalTime.of(12, 59))).isEqualTo("12:59pm");
            assertThat(UkTime.clock(LocalTime.of(0, 0))).isEqualTo("midnight");
            assertThat(UkTime.clock(LocalTime.of(12, 0))).isEqualTo("midday");
        }

        @Test
        void is_that_of_the_clocks_in_london() {
            assertThat(UkTime.time(Instant.parse("2026-06-03T13:05:00Z")))
                    .isEqualTo("3 June 2026 at 2:05pm");
            assertThat(UkTime.time(Instant.parse("2026-12-03T14:05:00Z")))
                    .isEqualTo("3 December 2026 at 2:05pm");
        }

        @Test
        void is_never_midnight_on_a_day_which_could_be_its_start_or_its_end() {
            for (String first : List.of("2026-06-02T23:00:00Z", "2026-06-02T23:00:59.999Z")) {
                assertThat(UkTime.time(Instant.parse(first)))
                        .isEqualTo("3 June 2026 at the start of the day");
            }
            assertThat(UkTime.time(Instant.parse("2026-06-02T23:01:00Z")))
                    .isEqualTo("3 June 2026 at 12:01am");
            assertThat(UkTime.time(Instant.parse("2026-06-02T22:59:59Z")))
                    .isEqualTo("2 June 2026 at 11:59pm");
            assertThat(UkTime.time(Instant.parse("2026-06-03T11:00:00Z")))
                    .isEqualTo("3 June 2026 at midday");
        }

        @Test
        void has_its_seconds_where_they_matter() {
            assertThat(UkTime.second(Instant.parse("2026-12-03T14:05:09Z"))).isEqualTo("2:05:09pm");
            assertThat(UkTime.second(Instant.parse("2026-12-03T00:00:00Z")))
                    .isEqualTo("12:00:00am");
        }
    }

    @Nested
    class The_end_of_a_span {
        @Test
        void is_its_last_day_where_it_ends_with_a_day_in_london() {
            assertThat(UkTime.end(Instant.parse("2027-03-01T00:00:00Z")))
                    .isEqualTo("28 February 2027");
            assertThat(UkTime.end(Instant.parse("2027-06-03T23:00:00Z"))).isEqualTo("3 June 2027");
        }

        @Test
        void is_a_minute_where_it_ends_within_a_day() {
            assertThat(UkTime.end(Instant.parse("2027-03-01T00:01:00Z")))
                    .isEqualTo("1 March 2027 at 12:01am");
            assertThat(UkTime.end(Instant.parse("2027-03-01T00:00:30Z")))
                    .isEqualTo("1 March 2027 at the start of the day");
        }

        @Test
        void can_be_further_away_than_any_calendar_goes() {
            assertThat(UkTime.end(Instant.MAX)).contains("999999999");
            assertThat(UkTime.end(Instant.MIN)).contains("-999999999");
        }
    }

    @Nested
    class The_latest_end {
        private static final Period YEAR = Period.ofMonths(12);

        @Test
        void is_that_of_the_whole_day_in_london_that_is_so_far_away() {
            assertThat(UkTime.latest(Instant.parse("2026-11-23T15:00:00Z"), YEAR))
                    .isEqualTo("2027-11-24T00:00:00Z");
            assertThat(UkTime.latest(Instant.parse("2026-06-03T22:59:59Z"), YEAR))
                    .isEqualTo("2027-06-03T23:00:00Z");
            assertThat(UkTime.latest(Instant.parse("2026-06-03T23:00:00Z"), YEAR))
                    .isEqualTo("2027-06-04T23:00:00Z");
        }

        @Test
        void is_that_of_the_last_day_of_february_after_a_leap_day() {
            assertThat(UkTime.latest(Instant.parse("2028-02-29T12:00:00Z"), YEAR))
                    .isEqualTo("2029-03-01T00:00:00Z");
        }
    }

    @Nested
    class The_start_of_a_span {
        @Test
        void is_its_first_day_or_a_minute() {
            assertThat(UkTime.start(Instant.parse("2027-03-01T00:00:00Z")))
                    .isEqualTo("1 March 2027");
            assertThat(UkTime.start(Instant.parse("2027-06-03T00:00:00Z")))
                    .isEqualTo("3 June 2027 at 1am");
        }
    }
}
