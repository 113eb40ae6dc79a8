package city.datastore.access.requests;

import static city.datastore.access.policy.Worlds.ANALYSIS;
import static city.datastore.access.policy.Worlds.BRENT;
import static city.datastore.access.policy.Worlds.DSA;
import static city.datastore.access.policy.Worlds.FROM;
import static city.datastore.access.policy.Worlds.NOW;
import static city.datastore.access.policy.Worlds.SPEND;
import static city.datastore.access.policy.Worlds.UNTIL;
import static city.datastore.access.policy.Worlds.caller;
import static city.datastore.access.policy.Worlds.glaOfficer;
import static city.datastore.access.policy.Worlds.permit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.AccessStack;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.prohibitions.ProhibitionAsk;
import city.datastore.access.prohibitions.Prohibitions;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.PermittedAction;
import city.datastore.stack.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Until when, why, and what the machine says beside the person's answer. */
class AnswersIT {
    private static final Caller OFFICER = glaOfficer();
    private static final Caller LEAD = caller(BRENT, Role.IG_LEAD);

    private static AccessStack stack;
    private static AccessRequests requests;

    @BeforeAll
    static void start() {
        stack = new AccessStack();
        requests = stack.get(AccessRequests.class);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @AfterEach
    void tidy() {
        stack.tidy(OFFICER);
    }

    @Nested
    class A_request_that_does_not_say_until_when {
        @Test
        void ends_with_the_agreement_where_that_ends_first() {
            stack.promise(permit(Permit.Standing.ACTIVE, FROM, NOW.plus(Duration.ofDays(40))));

            var asked = ask(null).asked();

            assertThat(asked.until()).isEqualTo(NOW.plus(Duration.ofDays(40)));
            assertThat(asked.untilUnsaid()).isTrue();
            assertThat(requests.request(OFFICER, asked.id()).asked()).isEqualTo(asked);
        }

        @Test
        void ends_within_twelve_months_where_the_agreement_lasts_longer() {
            stack.promise(permit(Permit.Standing.ACTIVE, FROM, NOW.plus(Duration.ofDays(4000))));

            var until = ask(null).asked().until();

            assertThat(until)
                    .isAfter(NOW.plus(Duration.ofDays(363)))
                    .isBefore(NOW.plus(Duration.ofDays(366)));
        }

        @Test
        void differs_from_one_that_does() {
            assertThat(ask(UNTIL).asked().untilUnsaid()).isFalse();
        }
    }

    @Nested
    class A_grant_that_does_not_say_until_when {
        @Test
        void lasts_as_long_as_was_asked() {
            var asked = ask(NOW.plus(Duration.ofDays(9))).asked();

            var grant = requests.grant(LEAD, asked.id(), null, null, "Fine.").value();

            assertThat(grant.held().until()).isEqualTo(asked.until());
        }

        @Test
        void never_lasts_longer_than_the_agreement_that_was_shortened_meanwhile() {
            var asked = ask(NOW.plus(Duration.ofDays(9))).asked();
            stack.promise(permit(Permit.Standing.ACTIVE, FROM, NOW.plus(Duration.ofDays(3))));

            var grant = requests.grant(LEAD, asked.id(), null, null, "Fine.").value();

            assertThat(grant.held().until()).isEqualTo(NOW.plus(Duration.ofDays(3)));
            assertThat(grant.held().inForceAt(NOW.plus(Duration.ofDays(3)))).isFalse();
        }

        @Test
        void cannot_be_written_without_an_end() {
            var grant = requests.grant(LEAD, ask(UNTIL).asked().id(), null, null, "Fine.").value();

            assertThatThrownBy(() ->
                            stack.as(PostgresServer.OWNER)
                                    .sql(
                                            "UPDATE access.access_grant SET until_at = NULL"
                                                    + " WHERE id = ?")
                                    .param(grant.held().id().value())
                                    .update())
                    .hasStackTraceContaining("not-null constraint");
        }
    }

    @Nested
    class A_decision {
        @Test
        void keeps_the_reason_of_the_lead() {
            var id = ask(UNTIL).asked().id();
            requests.grant(LEAD, id, null, null, "It is covered.");

            assertThat(requests.request(OFFICER, id))
                    .isInstanceOfSatisfying(
                            AccessRequest.Granted.class,
                            granted -> assertThat(granted.comment()).isEqualTo("It is covered."));
        }

        @Test
        void says_so_where_the_lead_gave_none() {
            var id = ask(UNTIL).asked().id();
            requests.grant(LEAD, id, null, null, " ");

            assertThat(requests.request(OFFICER, id))
                    .isInstanceOfSatisfying(
                            AccessRequest.Granted.class,
                            granted ->
                                    assertThat(granted.comment())
                                            .isEqualTo(
                                                    "Granted because DSA-2026-0001 covers what was"
                                                            + " asked. The lead gave no other"
                                                            + " reason."));
        }

        @Test
        void cannot_be_written_without_a_reason() {
            var id = ask(UNTIL).asked().id();
            requests.grant(LEAD, id, null, null, "Fine.");

            assertThatThrownBy(() ->
                            stack.as(PostgresServer.OWNER)
                                    .sql(
                                            "UPDATE access.access_request SET answer = '' WHERE id = ?")
                                    .param(id.value())
                                    .update())
                    .hasMessageContaining("access_request_granted_has_a_reason");
        }
    }

    @Nested
    class The_machines_check {
        @Test
        void says_what_holds_where_the_gate_would_let_the_requester_read() {
            var check = requests.preCheck(LEAD, ask(UNTIL).asked());

            assertThat(check.allowed()).isTrue();
            assertThat(codes(check.holds()))
                    .contains("agreement-in-force", "purpose-in-agreement", "columns")
                    .doesNotContain("grant", "grant-in-force");
        }

        @Test
        void says_what_is_missing_since_it_was_asked() {
            var asked = ask(UNTIL).asked();
            stack.promise(permit(Permit.Standing.SUSPENDED, FROM, NOW.plus(Duration.ofDays(3))));

            var check = requests.preCheck(LEAD, asked);

            assertThat(check.allowed()).isFalse();
            assertThat(codes(check.missing()))
                    .containsExactlyInAnyOrder("agreement-not-in-force", "until-past-agreement");
        }

        @Test
        void knows_what_the_owner_forbids() {
            var asked = ask(UNTIL).asked();
            var prohibitions = stack.get(Prohibitions.class);
            var bar =
                    prohibitions.set(
                            LEAD,
                            new ProhibitionAsk(
                                    Prohibition.Kind.BAR,
                                    SPEND,
                                    OFFICER.person().value(),
                                    null,
                                    "Left."));

            var check = requests.preCheck(LEAD, asked);
            prohibitions.end(LEAD, bar.value().rule().id(), "Back.");

            assertThat(codes(check.missing())).containsExactly("person-barred");
            assertThat(requests.preCheck(LEAD, asked).allowed()).isTrue();
        }
    }

    private static AccessRequest.Pending ask(@Nullable Instant until) {
        return requests.ask(
                        OFFICER,
                        new AccessRequests.Ask(
                                SPEND,
                                DSA,
                                ANALYSIS,
                                Set.of(PermittedAction.READ),
                                until,
                                "To compare what boroughs spend."))
                .value();
    }

    private static List<String> codes(List<Reason> reasons) {
        return reasons.stream().map(Reason::code).toList();
    }
}
