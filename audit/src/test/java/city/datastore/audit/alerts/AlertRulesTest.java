package city.datastore.audit.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is worth an alert, rule by rule, over events made up. */
class AlertRulesTest {
    /** A Wednesday in winter, when London keeps UTC. */
    private static final Instant TEN = Instant.parse("2026-01-14T10:00:00Z");

    private static final AlertLimits LIMITS =
            new AlertLimits(
                    1_000_000,
                    3,
                    5,
                    3,
                    Duration.ofDays(90),
                    4,
                    20,
                    LocalTime.of(7, 0),
                    LocalTime.of(19, 0));

    private final Facts facts = new Facts();
    private int events;

    private List<Alert> alerts() {
        return facts.fresh();
    }

    private Alert onlyAlert() {
        assertThat(alerts()).hasSize(1);
        return alerts().getFirst();
    }

    private Seen event(
            Instant at,
            String who,
            @Nullable String dataset,
            String action,
            String outcome,
            long bytes,
            boolean whole) {
        return new Seen(
                new EventId(new UUID(1, ++events)),
                at,
                new Alert.Person(new PersonId("sub-" + who), who, new AgencyCode("gla")),
                action,
                outcome,
                dataset == null ? null : DatasetId.parse(dataset),
                bytes,
                whole,
                2,
                false,
                false);
    }

    private Seen see(Seen event) {
        LIMITS.rules().forEach(rule -> rule.look(event, facts));
        return event;
    }

    private Seen reads(Instant at, String who, String dataset) {
        return see(event(at, who, dataset, "dataset.read", "allowed", 0, false));
    }

    private Seen isRefused(Instant at, String who, @Nullable String dataset) {
        return see(event(at, who, dataset, "dataset.read", "refused", 0, false));
    }

    private Seen takes(Instant at, String who, String dataset, long bytes, boolean whole) {
        return see(event(at, who, dataset, "dataset.release", "done", bytes, whole));
    }

    private Seen readsOfThemselves(Instant at, String who, String dataset) {
        return see(event(at, who, dataset, "dataset.read", "allowed", 0, false).ofThemselves());
    }

    private Seen opensEmergency(Instant at, String who, String outcome) {
        return see(event(at, who, "brent/children", "emergency.open", outcome, 0, false));
    }

    private static Instant minutes(long minutes) {
        return TEN.plus(Duration.ofMinutes(minutes));
    }

    @Nested
    class An_event_that_no_platform_would_record {
        @Test
        void that_gave_out_less_than_nothing_counts_as_nothing() {
            assertThat(takes(TEN, "gla.officer", "brent/spend", -1, true).bytes()).isZero();
        }

        @Test
        void that_gave_out_more_than_there_are_numbers_for_is_the_most_there_is() {
            for (int i = 0; i < 3; i++) {
                takes(TEN, "gla.officer", "brent/spend", Long.MAX_VALUE, false);
            }

            assertThat(onlyAlert().kind()).isEqualTo(AlertKind.BULK_READING);
            assertThat(facts.changed()).extracting(Tally::bytes).containsOnly(Long.MAX_VALUE);
        }

        @Test
        void of_a_time_that_no_calendar_has_counts_at_the_nearest_that_it_has() {
            assertThat(reads(Instant.MIN, "gla.officer", "brent/spend").at())
                    .isEqualTo(Instant.EPOCH);
            assertThat(reads(Instant.MAX, "gla.officer", "brent/spend").at())
                    .isEqualTo("9999-01-01T00:00:00Z");
        }
    }

    @Nested
    class Reading_one_s_own_records {
        @Test
        void raises_an_alert_that_names_the_version() {
            Seen event = readsOfThemselves(TEN, "gla.officer", "brent/spend");

            Alert alert = onlyAlert();
            assertThat(alert.kind()).isEqualTo(AlertKind.OWN_RECORDS);
            assertThat(alert.person()).isEqualTo(event.actor());
            assertThat(alert.owner()).isEqualTo(new AgencyCode("brent"));
            assertThat(alert.first()).isEqualTo(event.id());
            assertThat(alert.reason())
                    .isEqualTo(
                            "gla.officer read version 2 of brent/spend on Wednesday 14 January 2026"
                                    + " at 10am. It holds records about the reader: their user"
                                    + " name is among the identifiers in it.");
        }

        @Test
        void raises_one_a_day_for_a_person_and_a_dataset() {
            readsOfThemselves(TEN, "gla.officer", "brent/spend");
            readsOfThemselves(minutes(60), "gla.officer", "brent/spend");
            assertThat(alerts()).hasSize(1);

            readsOfThemselves(minutes(60), "gla.officer", "brent/trees");
            readsOfThemselves(minutes(60), "mps.officer", "brent/spend");
            readsOfThemselves(minutes(24 * 60), "gla.officer", "brent/spend");
            assertThat(alerts()).hasSize(4);
        }

        @Test
        void is_not_what_reading_of_others_is_and_not_being_refused() {
            reads(TEN, "gla.officer", "brent/spend");
            see(
                    event(TEN, "gla.officer", "brent/spend", "dataset.read", "refused", 0, false)
                            .ofThemselves());

            assertThat(alerts()).isEmpty();
        }
    }

    @Nested
    class Many_emergencies {
        @Test
        void raise_one_alert_that_names_the_first_and_the_last_of_them() {
            Seen first = opensEmergency(TEN, "mps.officer", "done");
            opensEmergency(days(3), "mps.officer", "done");
            assertThat(alerts()).isEmpty();

            Seen last = opensEmergency(days(6), "mps.officer", "done");

            Alert alert = onlyAlert();
            assertThat(alert.kind()).isEqualTo(AlertKind.MANY_EMERGENCIES);
            assertThat(alert.person()).isEqualTo(last.actor());
            assertThat(alert.first()).isEqualTo(first.id());
            assertThat(alert.last()).isEqualTo(last.id());
            assertThat(alert.reason())
                    .isEqualTo(
                            "mps.officer opened emergency access 3 times within 7 days, up to"
                                    + " Tuesday 20 January 2026 at 10am. An alert is raised from"
                                    + " 3 on.");
        }

        @Test
        void raise_one_a_day() {
            for (int i = 0; i < 6; i++) {
                opensEmergency(minutes(i), "mps.officer", "done");
            }
            assertThat(alerts()).hasSize(1);

            opensEmergency(days(1), "mps.officer", "done");
            assertThat(alerts()).hasSize(2);
        }

        @Test
        void are_not_those_of_another_person_nor_of_a_week_ago_nor_decisions_alone() {
            opensEmergency(TEN, "mps.officer", "done");
            opensEmergency(TEN, "mps.officer", "allowed");
            opensEmergency(TEN, "lfb.officer", "done");
            opensEmergency(days(6), "mps.officer", "done");
            opensEmergency(days(7), "mps.officer", "done");

            assertThat(alerts()).isEmpty();
        }

        private static Instant days(long days) {
            return TEN.plus(Duration.ofDays(days));
        }
    }

    @Nested
    class Many_refusals {
        @Test
        void raise_one_alert_that_names_the_first_and_the_last_of_them() {
            Seen first = isRefused(minutes(0), "gla.officer", "brent/spend");
            for (int i = 1; i < 4; i++) {
                isRefused(minutes(i), "gla.officer", "brent/spend");
            }
            assertThat(alerts()).isEmpty();

            Seen fifth = isRefused(minutes(4), "gla.officer", "brent/spend");
            isRefused(minutes(5), "gla.officer", "brent/spend");

            Alert alert = onlyAlert();
            assertThat(alert.kind()).isEqualTo(AlertKind.MANY_REFUSALS);
            assertThat(alert.events()).isEqualTo(5);
            assertThat(alert.first()).isEqualTo(first.id());
            assertThat(alert.last()).isEqualTo(fifth.id());
            assertThat(alert.dataset()).isEqualTo(DatasetId.parse("brent/spend"));
            assertThat(alert.owner()).isEqualTo(new AgencyCode("brent"));
            assertThat(alert.reason())
                    .isEqualTo(
                            "gla.officer was refused 5 times within an hour, up to Wednesday 14"
                                    + " January 2026 at 10:04am. An alert is raised from 5 on.");
        }

        @Test
        void up_to_the_first_minute_of_a_day_are_said_so_that_nobody_takes_it_for_its_end() {
            Instant midnight = Instant.parse("2026-01-15T00:00:30Z");
            for (int i = 4; i >= 0; i--) {
                isRefused(midnight.minusSeconds(60L * i), "gla.officer", "brent/spend");
            }

            assertThat(onlyAlert().reason())
                    .contains("up to Thursday 15 January 2026 at the start of the day.");
        }

        @Test
        void of_several_people_or_spread_over_hours_raise_none() {
            for (int i = 0; i < 10; i++) {
                isRefused(minutes(i), "person." + i, "brent/spend");
                isRefused(minutes(20L * i), "gla.officer", "brent/spend");
            }
            assertThat(alerts()).isEmpty();
        }

        @Test
        void are_seen_across_the_full_hour() {
            for (int i = 0; i < 5; i++) {
                isRefused(minutes(56 + 2L * i), "gla.officer", "brent/spend");
            }
            assertThat(onlyAlert().events()).isEqualTo(5);
        }

        @Test
        void on_data_of_several_agencies_are_nobody_s_data() {
            for (int i = 0; i < 4; i++) {
                isRefused(minutes(i), "gla.officer", "brent/spend");
            }
            isRefused(minutes(4), "gla.officer", "camden/hmo");

            assertThat(onlyAlert().owner()).isNull();
            assertThat(onlyAlert().dataset()).isNull();
        }

        @Test
        void on_several_datasets_of_one_agency_are_its_data() {
            for (int i = 0; i < 5; i++) {
                isRefused(minutes(i), "gla.officer", "brent/data-" + i);
            }
            assertThat(onlyAlert().owner()).isEqualTo(new AgencyCode("brent"));
            assertThat(onlyAlert().dataset()).isNull();
        }

        @Test
        void that_go_on_raise_another_alert_after_an_hour() {
            for (int i = 0; i < 70; i++) {
                isRefused(minutes(i), "gla.officer", null);
            }
            assertThat(alerts()).hasSize(2);
            assertThat(alerts().get(0).id()).isNotEqualTo(alerts().get(1).id());
        }
    }

    @Nested
    class Bulk_reading {
        @Test
        void is_more_bytes_than_the_limit_within_an_hour() {
            takes(minutes(0), "gla.officer", "brent/spend", 600_000, false);
            takes(minutes(90), "gla.officer", "brent/spend", 600_000, false);
            assertThat(alerts()).isEmpty();

            takes(minutes(100), "gla.officer", "brent/spend", 600_000, false);

            assertThat(onlyAlert().kind()).isEqualTo(AlertKind.BULK_READING);
            assertThat(onlyAlert().reason())
                    .isEqualTo(
                            "gla.officer took 1.2 MB of data within an hour, up to Wednesday 14"
                                    + " January 2026 at 11:40am. An alert is raised above 1.0 MB.");
        }

        @Test
        void is_more_whole_files_than_the_limit_and_files_cut_to_columns_do_not_count() {
            for (int i = 0; i < 3; i++) {
                takes(minutes(i), "gla.officer", "brent/spend", 1, true);
                takes(minutes(i), "gla.officer", "brent/spend", 1, false);
            }
            assertThat(alerts()).isEmpty();

            takes(minutes(9), "gla.officer", "brent/spend", 1, true);

            assertThat(onlyAlert().events()).isEqualTo(4);
        }

        @Test
        void raises_one_alert_where_both_limits_are_passed() {
            for (int i = 0; i < 9; i++) {
                takes(minutes(i), "gla.officer", "brent/spend", 900_000, true);
            }
            assertThat(alerts()).hasSize(1);
        }
    }

    @Nested
    class Reading_out_of_hours {
        private static final Instant NIGHT = Instant.parse("2026-01-14T23:14:00Z");

        @Test
        void raises_one_alert_a_night_for_a_person_and_a_dataset() {
            reads(NIGHT, "gla.officer", "brent/spend");
            reads(NIGHT.plusSeconds(7_200), "gla.officer", "brent/spend");

            Alert alert = onlyAlert();
            assertThat(alert.kind()).isEqualTo(AlertKind.OUT_OF_HOURS);
            assertThat(alert.from()).isEqualTo("2026-01-14T19:00:00Z");
            assertThat(alert.until()).isEqualTo("2026-01-15T07:00:00Z");
            assertThat(alert.reason())
                    .isEqualTo(
                            "gla.officer read brent/spend on Wednesday 14 January 2026 at 11:14pm."
                                    + " Working hours are 7am to 7pm, Monday to Friday.");
        }

        @Test
        void raises_another_for_another_night_person_or_dataset() {
            reads(NIGHT, "gla.officer", "brent/spend");
            reads(NIGHT, "gla.officer", "brent/trees");
            reads(NIGHT, "mps.officer", "brent/spend");
            reads(NIGHT.plus(Duration.ofDays(1)), "gla.officer", "brent/spend");

            assertThat(alerts()).hasSize(4).extracting(Alert::id).doesNotHaveDuplicates();
        }

        @Test
        void is_told_from_reading_in_working_hours_and_from_refusals() {
            reads(TEN, "gla.officer", "brent/spend");
            isRefused(NIGHT, "gla.officer", "brent/spend");

            assertThat(alerts()).isEmpty();
        }

        @Test
        void says_when_the_day_is_a_bank_holiday() {
            reads(Instant.parse("2026-12-28T11:00:00Z"), "gla.officer", "brent/spend");

            assertThat(onlyAlert().reason()).contains("at 11am, a bank holiday.");
        }
    }

    @Nested
    class A_long_silence {
        @Test
        void is_broken_by_the_first_reading_after_it() {
            reads(TEN, "gla.officer", "brent/spend");
            Instant back = TEN.plus(Duration.ofDays(90));
            Seen event = reads(back, "gla.officer", "camden/hmo");
            reads(back.plusSeconds(60), "gla.officer", "camden/hmo");

            Alert alert = onlyAlert();
            assertThat(alert.kind()).isEqualTo(AlertKind.LONG_SILENCE);
            assertThat(alert.first()).isEqualTo(event.id());
            assertThat(alert.reason())
                    .startsWith("gla.officer read camden/hmo on ")
                    .contains("after 90 days without reading any data");
        }

        @Test
        void is_not_that_of_somebody_new() {
            reads(TEN, "gla.officer", "brent/spend");

            assertThat(alerts()).isEmpty();
        }

        @Test
        void is_not_broken_by_being_refused() {
            reads(TEN, "gla.officer", "brent/spend");
            isRefused(TEN.plus(Duration.ofDays(60)), "gla.officer", "brent/spend");
            isRefused(TEN.plus(Duration.ofDays(120)), "gla.officer", "brent/spend");
            assertThat(alerts()).isEmpty();

            reads(TEN.plus(Duration.ofDays(121)), "gla.officer", "brent/spend");

            assertThat(onlyAlert().kind()).isEqualTo(AlertKind.LONG_SILENCE);
        }
    }

    @Nested
    class A_break_in_volume {
        @Test
        void is_a_day_with_many_more_readings_than_the_days_before() {
            for (int day = 7; day > 0; day--) {
                for (int i = 0; i < 24; i++) {
                    Instant at = TEN.minus(Duration.ofDays(day)).plusSeconds(i);
                    see(event(at, "p." + i, "brent/spend", "dataset.read", "allowed", 0, false));
                }
            }
            facts.fresh().clear();

            for (int i = 0; i < 24; i++) {
                reads(minutes(i), "p." + i, "brent/spend");
            }
            assertThat(alerts()).isEmpty();

            reads(minutes(25), "p.1", "brent/spend");

            Alert alert = onlyAlert();
            assertThat(alert.kind()).isEqualTo(AlertKind.BREAK_IN_VOLUME);
            assertThat(alert.person()).isNull();
            assertThat(alert.events()).isEqualTo(25);
            assertThat(alert.from()).isEqualTo("2026-01-14T00:00:00Z");
            assertThat(alert.until()).isEqualTo("2026-01-15T00:00:00Z");
            assertThat(alert.reason())
                    .isEqualTo(
                            "brent/spend was read 25 times on Wednesday 14 January 2026, up to"
                                    + " 10:25am; on the 28 days before it was read 6.0 times a day."
                                    + " An alert is raised above 4 times that, from 20 readings"
                                    + " on.");
        }

        @Test
        void is_not_a_few_readings_of_what_nobody_read_before() {
            for (int i = 0; i < 19; i++) {
                reads(minutes(i), "p." + i, "brent/spend");
            }
            assertThat(alerts()).isEmpty();
        }
    }

    @Nested
    class Working_hours {
        private final WorkingHours hours =
                new WorkingHours(LocalTime.of(7, 0), LocalTime.of(19, 0));

        @Test
        void are_those_of_London_in_summer_and_in_winter() {
            assertThat(hours.open(Instant.parse("2026-07-15T06:00:00Z"))).isTrue();
            assertThat(hours.open(Instant.parse("2026-07-15T05:59:59Z"))).isFalse();
            assertThat(hours.open(Instant.parse("2026-07-15T18:00:00Z"))).isFalse();
            assertThat(hours.open(Instant.parse("2026-01-14T06:59:59Z"))).isFalse();
            assertThat(hours.open(Instant.parse("2026-01-14T07:00:00Z"))).isTrue();
        }

        @Test
        void leave_one_span_from_Friday_to_Monday() {
            assertThat(hours.closedAround(Instant.parse("2026-01-17T12:00:00Z")))
                    .isEqualTo(
                            new WorkingHours.Span(
                                    Instant.parse("2026-01-16T19:00:00Z"),
                                    Instant.parse("2026-01-19T07:00:00Z")));
        }

        @Test
        void leave_one_span_over_Easter() {
            assertThat(hours.closedAround(Instant.parse("2026-04-06T12:00:00Z")))
                    .isEqualTo(
                            new WorkingHours.Span(
                                    Instant.parse("2026-04-02T18:00:00Z"),
                                    Instant.parse("2026-04-07T06:00:00Z")));
        }
    }

    @Nested
    class Bank_holidays {
        /** As https://www.gov.uk/bank-holidays lists them for England and Wales. */
        @Test
        void are_those_that_were_published() {
            assertThat(BankHolidays.of(2026))
                    .containsExactlyInAnyOrder(
                            days(
                                    "2026-01-01",
                                    "2026-04-03",
                                    "2026-04-06",
                                    "2026-05-04",
                                    "2026-05-25",
                                    "2026-08-31",
                                    "2026-12-25",
                                    "2026-12-28"));
            assertThat(BankHolidays.of(2027))
                    .containsExactlyInAnyOrder(
                            days(
                                    "2027-01-01",
                                    "2027-03-26",
                                    "2027-03-29",
                                    "2027-05-03",
                                    "2027-05-31",
                                    "2027-08-30",
                                    "2027-12-27",
                                    "2027-12-28"));
        }

        @Test
        void move_to_a_working_day_where_they_fall_on_a_weekend() {
            assertThat(BankHolidays.of(2022))
                    .contains(days("2022-01-03", "2022-12-26", "2022-12-27"));
            assertThat(BankHolidays.on(LocalDate.of(2022, 1, 1))).isFalse();
        }

        private static LocalDate[] days(String... days) {
            return java.util.Arrays.stream(days).map(LocalDate::parse).toArray(LocalDate[]::new);
        }
    }
}
