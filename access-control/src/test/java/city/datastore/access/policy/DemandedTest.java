package city.datastore.access.policy;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.NetworkAddress;
import city.datastore.access.identity.Role;
import city.datastore.audit.event.Reason;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DemandedTest {
    private static final AccessCondition OFFICE =
            condition(SPEND, hours(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 8, 18));
    private static final AccessCondition CODE = condition(SPEND, new Demand.SecondFactor());
    private static final AccessCondition HALL = condition(null, network("192.0.2.0/24"));

    @Nested
    class Whoever_comes_outside_the_hours {
        @Test
        void is_told_them_and_when_to_try_again() {
            var refused = refused(glaOfficer(), OFFICE);

            assertThat(refused.missing())
                    .containsExactly(
                            new Reason(
                                    "outside-hours",
                                    "Brent lets people read brent/spend only on weekdays from 8am to"
                                            + " 6pm."));
            assertThat(refused.next()).isEqualTo("Try again at 8am on Monday 23 November 2026.");
        }

        @Test
        void is_told_on_which_day_where_they_begin_with_it() {
            var monday = condition(null, hours(Set.of(DayOfWeek.MONDAY), 0, 24));

            assertThat(refused(glaOfficer(), monday).next())
                    .isEqualTo("Try again at the start of the day on Monday 23 November 2026.");
        }

        @Test
        void is_told_where_there_never_will_be_a_time() {
            var sundays = condition(null, hours(Set.of(DayOfWeek.SUNDAY), 8, 18));

            var refused = refused(glaOfficer(), OFFICE, sundays);

            assertThat(refused.missing().getFirst().text())
                    .isEqualTo(
                            "Brent lets people read brent/spend only on weekdays from 8am to 6pm, and"
                                    + " only on Sunday from 8am to 6pm.");
            assertThat(refused.next())
                    .isEqualTo(
                            "There is no time at which it can be read: ask Brent's information"
                                    + " governance lead.");
        }

        @Test
        void reads_when_they_open_and_no_longer_when_they_close() {
            for (var second : List.of(0, 36_000)) {
                var at = Instant.parse("2026-11-23T08:00:00Z").plusSeconds(second);
                boolean opens = second == 0;

                assertThat(allowed(glaOfficer(), facts(at, OFFICE))).isEqualTo(opens);
                assertThat(allowed(glaOfficer(), facts(at.minusNanos(1), OFFICE)))
                        .isEqualTo(!opens);
            }
        }
    }

    @Nested
    class Whoever_has_no_second_factor {
        @Test
        void is_told_to_sign_in_with_it() {
            var refused = refused(glaOfficer(), CODE);

            assertThat(refused.missing())
                    .containsExactly(
                            new Reason(
                                    "second-factor-required",
                                    "Brent lets people read brent/spend only after signing in with a"
                                            + " one-time code."));
            assertThat(refused.next()).isEqualTo("Sign in with your one-time code.");
        }
    }

    @Nested
    class Whoever_is_elsewhere {
        @Test
        void is_told_the_name_of_the_network_and_not_its_addresses() {
            var refused =
                    refused(
                            glaOfficer().from(NetworkAddress.parse("198.51.100.7").orElseThrow()),
                            HALL);

            assertThat(refused.missing())
                    .containsExactly(
                            new Reason(
                                    "outside-network",
                                    "Brent lets people read brent/spend only from the network of City"
                                            + " Hall."));
            assertThat(refused.next()).isEqualTo("Use a computer on the network of City Hall.");
            assertThat(refused.toString()).doesNotContain("192").doesNotContain("198");
        }

        @Test
        void or_of_whom_that_is_not_known_is_told_so() {
            assertThat(refused(glaOfficer(), HALL).missing().getFirst().text())
                    .endsWith("City Hall. Where it would be read from is not known.");
        }
    }

    @Nested
    class Several_conditions {
        @Test
        void have_to_be_met_together_and_are_all_named() {
            assertThat(codes(refused(glaOfficer(), OFFICE, CODE, HALL)))
                    .containsExactly("outside-hours", "second-factor-required", "outside-network");

            var met =
                    withSecondFactor(glaOfficer())
                            .from(NetworkAddress.parse("192.0.2.7").orElseThrow());
            var open = Instant.parse("2026-11-23T12:00:00Z");
            assertThat(allowed(met, facts(open, OFFICE, CODE, HALL))).isTrue();
        }

        @Test
        void are_not_there_where_somebody_supposes_that_the_owner_lifts_them() {
            var question = reading();
            var lifted = Supposition.LIFTED.supposed(question, facts(OFFICE, CODE, HALL));

            assertThat(allowed(glaOfficer(), lifted)).isTrue();
        }

        @Test
        void stay_whatever_else_somebody_supposes() {
            var question = reading();
            for (var other : List.of(Supposition.GRANTED, Supposition.IN_FORCE)) {
                assertThat(other.supposed(question, facts(OFFICE)).conditions())
                        .containsExactly(OFFICE);
            }
        }
    }

    @Nested
    class In_an_emergency {
        private final Caller onDuty =
                new Caller(
                        glaOfficer().person(),
                        glaOfficer().username(),
                        GLA,
                        Set.of(Role.OFFICER),
                        true,
                        CALL);
        private final Question reading =
                new Question(
                        onDuty,
                        Act.READ_CONTENT,
                        new Target.OfVersion(SPEND, 1),
                        null,
                        null,
                        EMERGENCY);

        @Test
        void hours_do_not_bind() {
            assertThat(judged(OFFICE)).isInstanceOf(Judgement.Allowed.class);
        }

        @Test
        void networks_and_what_cannot_be_understood_do() {
            assertThat(codes((Judgement.Refused) judged(OFFICE, HALL)))
                    .containsExactly("outside-network");
            assertThat(codes((Judgement.Refused) judged(condition(SPEND, new Demand.Unreadable()))))
                    .containsExactly("condition-unreadable");
        }

        private Judgement judged(AccessCondition... conditions) {
            var later = NOW.plusSeconds(1);
            return new PolicyEngine()
                    .judge(
                            reading,
                            new Facts(
                                    NOW,
                                    List.of(),
                                    List.of(),
                                    List.of(),
                                    List.of(conditions),
                                    List.of(),
                                    new EmergencyFacts(
                                            emergencyArrangement(
                                                    DUTY_ROLE, "nhs_number", "supplier"),
                                            List.of(
                                                    duty(
                                                            "gla.officer",
                                                            GLA,
                                                            DUTY_ROLE,
                                                            later,
                                                            false)),
                                            emergencyAccess("gla.officer", GLA, later, false))));
        }
    }

    @Nested
    class A_policy_that_is_broken_or_empty {
        @Test
        void refuses_because_of_a_condition_that_cannot_be_understood() {
            var refused = refused(glaOfficer(), condition(SPEND, new Demand.Unreadable()));

            assertThat(codes(refused)).containsExactly("condition-unreadable");
            assertThat(refused.next())
                    .isEqualTo(
                            "Ask Brent's information governance lead to end that condition and to"
                                    + " set it again.");
        }

        @Test
        void refuses_whatever_the_facts_allow() {
            var empty = new PolicyEngine(List.of(), AgencyNames.fromCodes());

            assertThat(empty.judge(reading(), facts()))
                    .isInstanceOfSatisfying(
                            Judgement.Refused.class,
                            refused -> assertThat(codes(refused)).containsExactly("no-rule"));
        }
    }

    private static boolean allowed(Caller caller, Facts facts) {
        return new PolicyEngine().judge(reading(caller), facts) instanceof Judgement.Allowed;
    }

    private static Judgement.Refused refused(Caller caller, AccessCondition... conditions) {
        return (Judgement.Refused) new PolicyEngine().judge(reading(caller), facts(conditions));
    }

    private static List<String> codes(Judgement.Refused refused) {
        return refused.missing().stream().map(Reason::code).toList();
    }
}
