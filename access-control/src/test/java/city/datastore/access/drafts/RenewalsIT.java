package city.datastore.access.drafts;

import static city.datastore.access.policy.Worlds.ANALYSIS;
import static city.datastore.access.policy.Worlds.FRAUD;
import static city.datastore.access.policy.Worlds.GLA;
import static city.datastore.access.policy.Worlds.NOW;
import static city.datastore.access.policy.Worlds.SPEND;
import static city.datastore.access.policy.Worlds.UNTIL;
import static city.datastore.access.policy.Worlds.caller;
import static city.datastore.access.policy.Worlds.permit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.requests.Grant;
import city.datastore.access.requests.RequestException;
import city.datastore.access.requests.RequestsRoom;
import city.datastore.access.teams.Teams;
import city.datastore.audit.names.AccessRequestId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A grant that its holder asks to continue. */
class RenewalsIT extends RequestsRoom {
    private static final Caller OTHER = caller("gla.other", GLA, Role.OFFICER);

    private static RequestDrafts drafts;

    @BeforeAll
    static void find() {
        drafts = stack.get(RequestDrafts.class);
    }

    @Override
    @AfterEach
    protected void tidy() {
        drafts.mine(OFFICER).forEach(draft -> drafts.discard(OFFICER, draft.id()));
        stack.tidy(OFFICER, OTHER);
    }

    @Nested
    class A_renewal {
        @Test
        void begins_when_the_grant_that_it_continues_ends_to_the_millisecond() {
            var old = grantedUntil(NOW.plus(Duration.ofDays(20)));

            var renewed = renewed(old).held();

            assertThat(renewed.from()).isEqualTo(old.held().until());
            stack.at(renewed.from().minusMillis(1));
            assertThat(reads(OFFICER)).isTrue();
            stack.at(renewed.from());
            assertThat(reads(OFFICER)).isTrue();
        }

        @Test
        void ends_with_the_revocation_of_what_it_continues() {
            var old = grantedUntil(NOW.plus(Duration.ofDays(20)));
            var renewed = renewed(old);

            grants.revoke(LEAD, old.held().id(), "The review is over.");

            assertThat(grants.grant(OFFICER, renewed.held().id()).revocation()).isNotNull();
            stack.at(renewed.held().from());
            assertThat(reads(OFFICER)).isFalse();
        }

        @Test
        void is_not_granted_once_what_it_continues_has_been_revoked() {
            var old = grantedUntil(NOW.plus(Duration.ofDays(20)));
            var draft = drafts.renewal(OFFICER, old.held().id()).value();
            var id = drafts.send(OFFICER, draft.id()).value().getFirst().asked().id();
            grants.revoke(LEAD, old.held().id(), "The review is over.");

            assertThatThrownBy(() -> requests.grant(LEAD, id, null, null, "Still needed."))
                    .isInstanceOf(RequestException.WrongState.class)
                    .hasMessageContaining("has been revoked, so it cannot be renewed");
            assertThat(reads(OFFICER)).isFalse();
        }

        @Test
        void is_asked_for_by_somebody_of_the_team_who_has_accepted_the_terms() {
            var teams = stack.get(Teams.class);
            var id = askUntil(NOW.plus(Duration.ofDays(20))).asked().id();
            teams.name(OFFICER, id, List.of(OTHER.username()));
            requests.grant(LEAD, id, null, null, "Fine.");
            var joined = teams.accept(OTHER, id).value();

            var draft = drafts.renewal(OTHER, joined.held().id()).value();
            assertThat(draft.content().justification()).isEqualTo(WHY);
            var asked = drafts.send(OTHER, draft.id()).value().getFirst().asked();
            var renewed = requests.grant(LEAD, asked.id(), null, null, "Still needed.").value();

            assertThat(renewed.held().holder()).isEqualTo(OTHER.person());
            assertThat(renewed.held().from()).isEqualTo(joined.held().until());
            grants.revoke(LEAD, joined.held().id(), "They have moved.");
            assertThat(grants.grant(OTHER, renewed.held().id()).revocation()).isNotNull();
        }

        @Test
        void is_of_ones_own_grant_and_ends_later() {
            var end = NOW.plus(Duration.ofDays(20));
            var old = grantedUntil(end);

            assertThatThrownBy(() -> drafts.renewal(LEAD, old.held().id()))
                    .isInstanceOf(RequestException.NotFound.class);
            var draft = drafts.renewal(OFFICER, old.held().id()).value();
            var same = draft.content();
            drafts.save(
                    OFFICER,
                    draft.id(),
                    new Draft.Content(
                            same.datasets(),
                            same.agreement(),
                            same.purpose(),
                            same.actions(),
                            end,
                            same.justification()));
            assertThatThrownBy(() -> drafts.send(OFFICER, draft.id()))
                    .isInstanceOf(RequestException.BadField.class)
                    .hasMessageContaining("has to end after the grant that it renews");
        }

        @Test
        void is_not_asked_for_under_an_agreement_that_ends_by_then() {
            var old = grantedUntil(UNTIL);
            var draft = drafts.renewal(OFFICER, old.held().id()).value();

            assertThatThrownBy(() -> drafts.send(OFFICER, draft.id()))
                    .isInstanceOfSatisfying(
                            RequestException.BadField.class,
                            fault -> assertThat(fault.field()).isEqualTo("agreement"))
                    .hasMessageContaining("ask your information governance lead");
        }
    }

    @Nested
    class The_renewal_of_a_grant {
        @Test
        void is_the_only_one_while_it_is_pending() {
            stack.promise(permit(Set.of(ANALYSIS, FRAUD)));
            var old = grantedUntil(NOW.plus(Duration.ofDays(20))).held();
            var first = drafts.renewal(OFFICER, old.id()).value();
            var second = drafts.renewal(OFFICER, old.id()).value();
            var same = second.content();
            drafts.save(
                    OFFICER,
                    second.id(),
                    new Draft.Content(
                            same.datasets(),
                            same.agreement(),
                            FRAUD,
                            same.actions(),
                            null,
                            same.justification()));
            var running = drafts.send(OFFICER, first.id()).value().getFirst().asked().id();

            assertThat(renewing(OFFICER, old)).hasValue(running);
            assertNoneIsAskedFor(old, second)
                    .allSatisfy(refused ->
                            assertThat(refused)
                                    .hasMessageContaining(
                                            "already asked to renew your grant on " + SPEND)
                                    .hasMessageContaining(running.toString())
                                    .hasMessageContaining("is still pending"));

            requests.withdraw(OFFICER, running);
            assertThat(renewing(OFFICER, old)).isEmpty();
            assertThat(drafts.send(OFFICER, second.id()).value()).hasSize(1);
        }

        @Test
        void is_the_only_one_while_what_it_gave_stands() {
            var old = grantedUntil(NOW.plus(Duration.ofDays(20)));
            var second = drafts.renewal(OFFICER, old.held().id()).value();
            var renewed = renewed(old);

            for (var now : List.of(NOW, renewed.held().from())) {
                stack.at(now);
                assertThat(renewing(OFFICER, old.held())).hasValue(renewed.request());
                assertNoneIsAskedFor(old.held(), second)
                        .allSatisfy(refused ->
                                assertThat(refused)
                                        .hasMessageContaining("has already been renewed")
                                        .hasMessageContaining(renewed.request().toString()));
            }

            stack.at(NOW);
            assertThat(drafts.renewal(OFFICER, renewed.held().id()).value().ties().renews())
                    .isEqualTo(renewed.held().id());
            grants.revoke(LEAD, renewed.held().id(), "For too long.");
            assertThat(renewing(OFFICER, old.held())).isEmpty();
            assertThat(drafts.send(OFFICER, second.id()).value()).hasSize(1);
        }

        @Test
        void is_changed_rather_than_asked_for_again_where_it_was_returned() {
            var old = grantedUntil(NOW.plus(Duration.ofDays(20))).held();
            var second = drafts.renewal(OFFICER, old.id()).value();
            var draft = drafts.renewal(OFFICER, old.id()).value();
            var returned = drafts.send(OFFICER, draft.id()).value().getFirst().asked().id();
            requests.giveBack(LEAD, returned, "Shorter.");

            assertThat(renewing(OFFICER, old)).hasValue(returned);
            assertNoneIsAskedFor(old, second)
                    .allSatisfy(refused ->
                            assertThat(refused)
                                    .hasMessageContaining(returned.toString())
                                    .hasMessageContaining("change it and send it again"));

            var changed = drafts.copy(OFFICER, returned).value();
            var next = drafts.send(OFFICER, changed.id()).value().getFirst().asked();
            assertThat(next.ties().renews()).isEqualTo(old.id());
            assertThat(renewing(OFFICER, old)).hasValue(next.id());
            requests.withdraw(OFFICER, next.id());
            assertThat(renewing(OFFICER, old)).isEmpty();
        }

        @Test
        void is_theirs_too_who_have_joined_it() {
            var teams = stack.get(Teams.class);
            var id = askUntil(NOW.plus(Duration.ofDays(20))).asked().id();
            teams.name(OFFICER, id, List.of(OTHER.username()));
            var old = requests.grant(LEAD, id, null, null, "Fine.").value().held();
            var joined = teams.accept(OTHER, id).value().held();
            var draft = drafts.renewal(OFFICER, old.id()).value();
            var renewal = drafts.send(OFFICER, draft.id()).value().getFirst().asked().id();
            teams.name(OFFICER, renewal, List.of(OTHER.username()));
            requests.grant(LEAD, renewal, null, null, "Still needed.");

            assertThat(renewing(OTHER, joined)).isEmpty();
            teams.accept(OTHER, renewal);
            assertThat(renewing(OTHER, joined)).hasValue(renewal);
            assertThatThrownBy(() -> drafts.renewal(OTHER, joined.id()))
                    .isInstanceOf(RequestException.WrongState.class)
                    .hasMessageContaining("has already been renewed");
        }
    }

    private static Optional<AccessRequestId> renewing(Caller holder, HeldGrant held) {
        return requests.renewing(holder, held.id()).map(each -> each.asked().id());
    }

    /** By a new draft or by that one; the refusals. */
    private static ListAssert<Throwable> assertNoneIsAskedFor(HeldGrant held, Draft before) {
        return assertThat(
                        List.<ThrowingCallable>of(
                                        () -> drafts.renewal(OFFICER, held.id()),
                                        () -> drafts.send(OFFICER, before.id()))
                                .stream()
                                .map(again -> catchThrowable(again))
                                .toList())
                .allSatisfy(refused ->
                        assertThat(refused).isInstanceOf(RequestException.WrongState.class));
    }

    private static Grant renewed(Grant old) {
        var draft = drafts.renewal(OFFICER, old.held().id()).value();
        var asked = drafts.send(OFFICER, draft.id()).value().getFirst().asked();
        return requests.grant(LEAD, asked.id(), null, null, "Still needed.").value();
    }
}
