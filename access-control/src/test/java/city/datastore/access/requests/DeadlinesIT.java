package city.datastore.access.requests;

import static city.datastore.access.policy.Worlds.BRENT;
import static city.datastore.access.policy.Worlds.FROM;
import static city.datastore.access.policy.Worlds.GLA;
import static city.datastore.access.policy.Worlds.NOW;
import static city.datastore.access.policy.Worlds.caller;
import static city.datastore.access.policy.Worlds.permit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.certification.Certification;
import city.datastore.access.certification.Certifications;
import city.datastore.access.certification.Quarter;
import city.datastore.access.drafts.RequestDrafts;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Permit;
import city.datastore.access.teams.Teams;
import city.datastore.audit.names.AccessRequestId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What ends by itself: requests that nobody decides, grants that nobody confirms. */
class DeadlinesIT extends RequestsRoom {
    private static final Caller MEMBER = caller("gla.second", GLA, Role.OFFICER);
    private static final Instant LONG = NOW.plus(Duration.ofDays(200));
    private static final Duration SIXTY = Duration.ofDays(60);
    private static final Instant NEW_YEAR = Instant.parse("2027-01-05T10:00:00Z");

    /** The end of the last of thirty days, as it is said. */
    private static final Instant DUE = Instant.parse("2027-02-05T00:00:00Z");

    private static Deadlines deadlines;
    private static Certifications certifications;

    @BeforeAll
    static void find() {
        deadlines = stack.get(Deadlines.class);
        certifications = stack.get(Certifications.class);
    }

    @BeforeEach
    void lasting() {
        stack.promise(permit(Permit.Standing.ACTIVE, FROM, NOW.plus(Duration.ofDays(3000))));
    }

    @Override
    @AfterEach
    protected void tidy() {
        stack.tidy(OFFICER, MEMBER);
    }

    @Nested
    class A_request_that_nobody_decides {
        @Test
        void is_closed_at_the_instant_and_not_before_and_once() {
            var id = askUntil(LONG).asked().id();
            stack.at(NOW.plus(SIXTY).minusMillis(1));
            assertThat(deadlines.lapse(SIXTY)).isZero();

            stack.at(NOW.plus(SIXTY));
            assertThat(deadlines.lapse(SIXTY)).isEqualTo(1);
            assertThat(deadlines.lapse(SIXTY)).isZero();

            assertThat(requests.request(OFFICER, id))
                    .isInstanceOfSatisfying(
                            AccessRequest.Lapsed.class,
                            lapsed ->
                                    assertThat(lapsed.reason())
                                            .isEqualTo("Nobody decided it within 60 days."));
            assertThatThrownBy(() -> requests.grant(LEAD, id, null, null, "Late."))
                    .isInstanceOf(RequestException.WrongState.class);
            assertThat(deadlines.lapsed(NOW, null, 10))
                    .extracting(one -> one.asked().id())
                    .contains(id);
        }

        @Test
        void makes_room_for_the_same_question() {
            var asked = askUntil(LONG).asked();
            stack.at(NOW.plus(SIXTY));
            assertThat(deadlines.lapse(SIXTY)).isEqualTo(1);

            assertThat(askUntil(LONG).asked().id()).isNotEqualTo(asked.id());
        }

        @Test
        void is_found_for_letters_before_that() {
            var asked = askUntil(LONG).asked();

            assertThat(deadlines.undecided(NOW.minusMillis(1), null, 10)).isEmpty();
            assertThat(deadlines.undecided(NOW, null, 10))
                    .extracting(AccessRequest::asked)
                    .containsExactly(asked);
            assertThat(deadlines.undecided(NOW, asked.id(), 10)).isEmpty();
        }
    }

    @Nested
    class A_grant_that_ends_soon {
        private final Teams teams = stack.get(Teams.class);

        @Test
        void is_found_for_letters_until_somebody_asks_to_renew_it() {
            var grant = granted();
            var by = grant.held().until();
            assertThat(deadlines.ending(by.minusMillis(1), null, 10)).isEmpty();
            assertThat(deadlines.ending(by, null, 10)).containsExactly(grant);

            var drafts = stack.get(RequestDrafts.class);
            drafts.send(OFFICER, drafts.renewal(OFFICER, grant.held().id()).value().id());

            assertThat(deadlines.ending(by, null, 10)).isEmpty();
            assertThat(deadlines.renewed(grant.held().id())).isTrue();
        }

        @Test
        void is_not_found_for_one_of_a_team_who_has_joined_what_continues_it() {
            var first = forTheTeam(askUntil(LONG).asked().id());
            var joined = teams.accept(MEMBER, first.request()).value();
            var drafts = stack.get(RequestDrafts.class);
            var draft = drafts.renewal(OFFICER, first.held().id()).value();
            var renewal = drafts.send(OFFICER, draft.id()).value().getFirst().asked().id();
            forTheTeam(renewal);
            var by = first.held().until();
            assertThat(deadlines.ending(by, null, 10)).containsExactly(joined);
            assertThat(deadlines.renewed(joined.held().id())).isFalse();

            var next = teams.accept(MEMBER, renewal).value().held();

            assertThat(deadlines.ending(by, null, 10)).isEmpty();
            assertThat(deadlines.renewed(joined.held().id())).isTrue();
            grants.revoke(LEAD, next.id(), "Not needed.");
            assertThat(deadlines.ending(by, null, 10)).containsExactly(joined);
        }

        /** Granted with the member in the team. */
        private Grant forTheTeam(AccessRequestId id) {
            teams.name(OFFICER, id, List.of(MEMBER.username()));
            return requests.grant(LEAD, id, null, null, "Fine.").value();
        }
    }

    @Nested
    class A_quarter {
        @Test
        void begins_in_London() {
            assertThat(Quarter.of(Instant.parse("2027-06-30T22:59:59Z")).first())
                    .isEqualTo(LocalDate.of(2027, 4, 1));
            assertThat(Quarter.of(Instant.parse("2027-06-30T23:00:00Z")).first())
                    .isEqualTo(LocalDate.of(2027, 7, 1));
            assertThatThrownBy(() -> new Quarter(LocalDate.of(2027, 2, 1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void asks_for_grants_that_were_given_before_it_began_once() {
            granted();
            assertThat(certifications.open()).isZero();

            stack.at(NEW_YEAR);
            assertThat(certifications.open()).isEqualTo(1);
            assertThat(certifications.open()).isZero();

            assertThat(certifications.waiting(LEAD))
                    .extracting(Certification::due)
                    .containsExactly(DUE);
            assertThat(certifications.waiting(caller(GLA, Role.IG_LEAD))).isEmpty();
            assertThat(certifications.waiting(caller(BRENT, Role.OFFICER))).isEmpty();
        }
    }

    @Nested
    class A_renewal_that_was_granted_before_a_quarter_and_begins_in_it {
        @Test
        void is_asked_about_from_the_next_quarter_on() {
            var old = grantedUntil(NEW_YEAR).held().id();
            var drafts = stack.get(RequestDrafts.class);
            var draft = drafts.renewal(OFFICER, old).value().id();
            var renewal = drafts.send(OFFICER, draft).value().getFirst().asked().id();
            requests.grant(LEAD, renewal, null, null, "Still needed.");

            stack.at(NEW_YEAR);
            assertThat(reads(OFFICER)).isTrue();
            assertThat(certifications.open()).isZero();

            stack.at(Instant.parse("2027-04-02T10:00:00Z"));
            assertThat(certifications.open()).isEqualTo(1);
        }
    }

    @Nested
    class A_grant_to_confirm {
        @Test
        void stays_where_the_lead_confirms_it_and_is_asked_about_again_next_quarter() {
            var id = opened().held().id();

            var confirmed = certifications.confirm(LEAD, List.of(id), "Still needed.");

            var event = stack.stored(confirmed.event()).event();
            assertThat(event.action().name()).isEqualTo("grant.confirm");
            assertThat(event.about().grant()).isEqualTo(id);
            assertThat(certifications.waiting(LEAD)).isEmpty();
            stack.at(DUE);
            assertThat(certifications.endUnconfirmed()).isEmpty();
            assertThat(reads(OFFICER)).isTrue();
            stack.at(Instant.parse("2027-04-02T10:00:00Z"));
            assertThat(certifications.open()).isEqualTo(1);
        }

        @Test
        void ends_at_the_first_sweep_when_it_is_due_where_nobody_does_and_the_gate_knows() {
            var grant = opened();
            stack.at(DUE.minusMillis(1));
            assertThat(certifications.endUnconfirmed()).isEmpty();
            assertThat(reads(OFFICER)).isTrue();

            stack.at(DUE);
            var ended = certifications.endUnconfirmed();

            assertThat(ended).hasSize(1);
            assertThat(certifications.endUnconfirmed()).isEmpty();
            assertThat(reads(OFFICER)).isFalse();
            var now = grants.grant(OFFICER, grant.held().id());
            assertThat(now.stateAt(DUE)).isEqualTo("revoked");
            assertThat(now.revocation())
                    .isNotNull()
                    .satisfies(end ->
                            assertThat(end.reason())
                                    .isEqualTo("Nobody confirmed it by 4 February 2027."));
            assertThat(deadlines.ended(NOW, null, 10))
                    .extracting(one -> one.held().id())
                    .contains(grant.held().id());
        }

        @Test
        void is_found_among_those_that_ended_a_page_at_a_time() {
            int before = deadlines.ended(NOW, null, 1_000).size();
            opened();
            stack.at(DUE);
            assertThat(certifications.endUnconfirmed()).hasSize(1);

            var found = new ArrayList<Grant>();
            var page = deadlines.ended(NOW, null, 1);
            while (!page.isEmpty()) {
                found.addAll(page);
                page = deadlines.ended(NOW, page.getLast().held().id(), 1);
            }

            assertThat(found).hasSize(before + 1).doesNotHaveDuplicates();
        }

        @Test
        void can_be_confirmed_when_it_is_due_until_the_platform_has_ended_it() {
            var id = opened().held().id();
            stack.at(DUE.plusSeconds(1));
            assertThat(certifications.waiting(LEAD)).hasSize(1);

            certifications.confirm(LEAD, List.of(id), "Still needed.");

            assertThat(certifications.endUnconfirmed()).isEmpty();
            assertThat(reads(OFFICER)).isTrue();
        }

        @Test
        void cannot_be_confirmed_when_the_platform_has_ended_it() {
            var id = opened().held().id();
            stack.at(DUE);
            assertThat(certifications.endUnconfirmed()).hasSize(1);

            assertThatThrownBy(() -> certifications.confirm(LEAD, List.of(id), "Still needed."))
                    .isInstanceOf(RequestException.WrongState.class);
            assertThat(certifications.waiting(LEAD)).isEmpty();
        }

        @Test
        void is_not_confirmed_without_a_reason() {
            var id = opened().held().id();

            assertThatThrownBy(() -> certifications.confirm(LEAD, List.of(id), " "))
                    .isInstanceOfSatisfying(
                            RequestException.BadField.class,
                            fault -> assertThat(fault.field()).isEqualTo("comment"));
            assertThat(certifications.waiting(LEAD)).hasSize(1);
        }

        @Test
        void is_gone_from_the_list_when_it_is_removed() {
            var id = opened().held().id();

            grants.revoke(LEAD, id, "Not needed.");

            assertThat(certifications.waiting(LEAD)).isEmpty();
            assertThat(certifications.waiting()).isEmpty();
            stack.at(DUE);
            assertThat(certifications.endUnconfirmed()).isEmpty();
        }

        @Test
        void is_confirmed_by_nobody_but_the_owner_s_leads_and_never_by_its_holder() {
            var id = opened().held().id();
            var holder =
                    new Caller(
                            OFFICER.person(),
                            OFFICER.username(),
                            BRENT,
                            Set.of(Role.IG_LEAD),
                            false,
                            OFFICER.request());

            for (var other : List.of(OFFICER, caller(GLA, Role.IG_LEAD), holder)) {
                assertThatThrownBy(() -> certifications.confirm(other, List.of(id), ""))
                        .isInstanceOf(RefusedException.class);
                assertThat(certifications.waiting(LEAD)).hasSize(1);
            }
        }

        @Test
        void is_confirmed_with_the_others_or_not_at_all() {
            var id = opened().held().id();
            stack.at(NOW);
            var young = grantedUntil(NOW.plus(Duration.ofDays(100))).held().id();
            stack.at(NEW_YEAR.plusSeconds(1));
            grants.revoke(OFFICER, young, "Not needed.");

            assertThatThrownBy(() -> certifications.confirm(LEAD, List.of(id, young), "Yes."))
                    .isInstanceOf(RequestException.WrongState.class);
            assertThat(certifications.waiting(LEAD)).hasSize(1);
        }

        private static Grant opened() {
            var grant = granted();
            stack.at(NEW_YEAR);
            assertThat(certifications.open()).isEqualTo(1);
            return grant;
        }
    }

    private static Grant granted() {
        return grantedUntil(LONG);
    }
}
