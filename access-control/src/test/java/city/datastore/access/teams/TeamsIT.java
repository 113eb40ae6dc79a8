package city.datastore.access.teams;

import static city.datastore.access.policy.Worlds.BRENT;
import static city.datastore.access.policy.Worlds.FROM;
import static city.datastore.access.policy.Worlds.GLA;
import static city.datastore.access.policy.Worlds.MPS;
import static city.datastore.access.policy.Worlds.NOW;
import static city.datastore.access.policy.Worlds.caller;
import static city.datastore.access.policy.Worlds.permit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.datastore.access.drafts.RequestDrafts;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Permit;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.Deadlines;
import city.datastore.access.requests.Grant;
import city.datastore.access.requests.RequestException;
import city.datastore.access.requests.RequestsRoom;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.AccessRequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A team of which each accepts the terms. */
class TeamsIT extends RequestsRoom {
    private static final Caller MEMBER = caller("gla.member", GLA, Role.OFFICER);
    private static final Caller LATE = caller("gla.late", GLA, Role.OFFICER);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Teams teams;

    @BeforeAll
    static void find() {
        teams = stack.get(Teams.class);
    }

    @Override
    @AfterEach
    protected void tidy() {
        stack.tidy(OFFICER, MEMBER, LATE);
    }

    @Nested
    class A_member {
        @Test
        void holds_nothing_before_they_accept_and_a_grant_of_their_own_afterwards() {
            var given = granted("GLA.Member");
            assertThat(reads(OFFICER)).isTrue();
            assertThat(reads(MEMBER)).isFalse();
            assertThat(teams.waiting(MEMBER)).hasSize(1);

            var accepted = teams.accept(MEMBER, given.request());

            assertThat(reads(MEMBER)).isTrue();
            var grant = accepted.value();
            assertThat(grant.held().holder()).isEqualTo(MEMBER.person());
            assertThat(grant.held().until()).isEqualTo(given.held().until());
            assertThat(grant.held().columns()).isEqualTo(given.held().columns());
            assertThat(grant.grantedByName()).isEqualTo(LEAD.username());
            assertThat(teams.waiting(MEMBER)).isEmpty();
            var event = stack.stored(accepted.event()).event();
            assertThat(event.action().name()).isEqualTo("access-request.answer-terms");
            assertThat(event.about().grant()).isEqualTo(grant.held().id());
            assertThat(teams.of(given.request()))
                    .extracting(Member::state)
                    .containsExactly("accepted");
        }

        @Test
        void answers_once() {
            var id = granted("gla.member").request();
            teams.accept(MEMBER, id);

            assertThatThrownBy(() -> teams.accept(MEMBER, id))
                    .isInstanceOf(RequestException.NotFound.class);
            assertThatThrownBy(() -> teams.decline(MEMBER, id))
                    .isInstanceOf(RequestException.NotFound.class);
        }

        @Test
        void is_told_so_when_they_accept_twice_at_once() throws Exception {
            var given = granted("gla.member");

            List<Future<?>> accepting;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                    var other =
                            stack.doing(
                                    "SELECT id FROM access.access_grant WHERE id = '%s' FOR UPDATE"
                                            .formatted(given.held().id()))) {
                accepting =
                        List.of(
                                threads.submit(() -> teams.accept(MEMBER, given.request())),
                                threads.submit(() -> teams.accept(MEMBER, given.request())));
                Awaitility.await().atMost(PATIENCE).until(() -> stack.blocked() == 2);
                other.rollback();
            }

            assertThat(accepting)
                    .filteredOn(one -> one.state() == Future.State.FAILED)
                    .singleElement()
                    .extracting(Future::exceptionNow, InstanceOfAssertFactories.THROWABLE)
                    .isInstanceOf(RequestException.WrongState.class)
                    .hasMessageContaining("already answered");
            assertThat(reads(MEMBER)).isTrue();
        }

        @Test
        void answers_whichever_they_like_however_many_they_are_offered() {
            var last = granted("gla.member");
            for (int more = 0; more < 50; more++) {
                last = granted("gla.member");
            }
            assertThat(teams.waiting(MEMBER)).hasSize(50);

            teams.accept(MEMBER, last.request());

            assertThat(reads(MEMBER)).isTrue();
        }

        @Test
        void gets_nothing_by_declining() {
            var id = granted("gla.member").request();

            teams.decline(MEMBER, id);

            assertThat(reads(MEMBER)).isFalse();
            assertThat(teams.waiting(MEMBER)).isEmpty();
        }

        @Test
        void cannot_join_what_has_been_revoked() {
            var given = granted("gla.member");
            grants.revoke(LEAD, given.held().id(), "Over.");

            assertThatThrownBy(() -> teams.accept(MEMBER, given.request()))
                    .isInstanceOf(RequestException.NotFound.class);
        }

        @Test
        void cannot_join_what_the_agreement_no_longer_covers() {
            var given = granted("gla.member");
            stack.promise(permit(Permit.Standing.SUSPENDED, FROM, NOW.plus(Duration.ofDays(300))));

            assertThatThrownBy(() -> teams.accept(MEMBER, given.request()))
                    .isInstanceOf(RequestException.NotCovered.class);
            assertThat(teams.of(given.request()))
                    .extracting(Member::state)
                    .containsExactly("named");
        }

        @Test
        void is_refused_on_the_record_what_they_gave_themselves() {
            var id = asked();
            teams.name(OFFICER, id, List.of("gla.member"));
            requests.grant(caller("gla.member", BRENT, Role.IG_LEAD), id, null, null, "Fine.");

            var refused =
                    catchThrowableOfType(
                            RequestException.OwnRequest.class, () -> teams.accept(MEMBER, id));

            var event = stack.stored(refused.event().orElseThrow()).event();
            assertThat(event.action().name()).isEqualTo("access-request.answer-terms");
            assertThat(event.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            no ->
                                    assertThat(no.reasons())
                                            .extracting(Reason::code)
                                            .containsExactly("own-request"));
            assertThat(reads(MEMBER)).isFalse();
        }

        @Test
        void is_nobody_who_was_not_named_or_is_of_another_agency() {
            var id = granted("gla.member").request();

            for (var other :
                    List.of(
                            caller("gla.other", GLA, Role.OFFICER),
                            caller("gla.member", MPS, Role.OFFICER))) {
                assertThat(teams.waiting(other)).isEmpty();
                assertThatThrownBy(() -> teams.accept(other, id))
                        .isInstanceOf(RequestException.NotFound.class);
            }
            assertThatThrownBy(() -> teams.accept(caller("gla.member", GLA, Role.IG_LEAD), id))
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Nested
    class The_whole_team {
        @Test
        void stops_reading_when_everything_that_came_of_the_request_is_revoked() {
            var given = granted("gla.member");
            var joined = teams.accept(MEMBER, given.request()).value();

            var ended = grants.revokeAll(LEAD, given.request(), "The project is over.");

            assertThat(ended.value())
                    .extracting(grant -> grant.held().id())
                    .containsExactlyInAnyOrder(given.held().id(), joined.held().id());
            assertThat(reads(OFFICER)).isFalse();
            assertThat(reads(MEMBER)).isFalse();
            assertThat(grants.standing(given.request())).isEmpty();
            assertThat(stack.stored(ended.event()).event().action().name())
                    .isEqualTo("grant.revoke");
            assertThatThrownBy(() -> grants.revokeAll(LEAD, given.request(), "Again."))
                    .isInstanceOf(RequestException.WrongState.class);
        }

        @Test
        void is_not_said_to_have_stopped_where_somebody_joins_just_then() throws Exception {
            var given = granted("gla.member");

            Future<?> joining;
            Future<?> stopping;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                    var other =
                            stack.doing(
                                    "SELECT id FROM access.access_grant WHERE id = '%s' FOR UPDATE"
                                            .formatted(given.held().id()))) {
                joining = threads.submit(() -> teams.accept(MEMBER, given.request()));
                Awaitility.await().atMost(PATIENCE).until(() -> stack.blocked() == 1);
                stopping = threads.submit(() -> grants.revokeAll(LEAD, given.request(), "Over."));
                Awaitility.await().atMost(PATIENCE).until(() -> stack.blocked() == 2);
                other.rollback();
            }

            assertThat(joining.state()).isEqualTo(Future.State.SUCCESS);
            assertThat(stopping.exceptionNow()).isInstanceOf(RequestException.WrongState.class);
            grants.revokeAll(LEAD, given.request(), "Over.");
            assertThat(reads(OFFICER)).isFalse();
            assertThat(reads(MEMBER)).isFalse();
        }

        @Test
        void goes_on_reading_when_only_the_requesters_grant_is_revoked() {
            var given = granted("gla.member");
            teams.accept(MEMBER, given.request());

            grants.revoke(LEAD, given.held().id(), "They have left.");

            assertThat(reads(OFFICER)).isFalse();
            assertThat(reads(MEMBER)).isTrue();
            assertThat(grants.revokeAll(LEAD, given.request(), "All of it.").value()).hasSize(1);
            assertThat(reads(MEMBER)).isFalse();
        }

        @Test
        void cannot_be_stopped_by_one_of_it() {
            var given = granted("gla.member");
            teams.accept(MEMBER, given.request());

            assertThatThrownBy(() -> grants.revokeAll(OFFICER, given.request(), "I stop."))
                    .isInstanceOf(RefusedException.class);

            assertThat(reads(OFFICER)).isTrue();
            assertThat(reads(MEMBER)).isTrue();
        }

        @Test
        void is_not_stopped_in_a_renewal_by_one_who_was_alone_before() {
            var alone = grantedForAMonth("gla.late");
            teams.accept(MEMBER, renewed(alone, "gla.member").request());

            assertThatThrownBy(() -> grants.revokeAll(OFFICER, alone.request(), "I stop."))
                    .isInstanceOf(RefusedException.class);
            assertThat(reads(OFFICER)).isTrue();

            grants.revoke(OFFICER, alone.held().id(), "I stop.");
            stack.at(MONTH);
            assertThat(reads(OFFICER)).isFalse();
            assertThat(reads(MEMBER)).isTrue();
        }

        @Test
        void is_not_stopped_without_a_reason() {
            var given = granted("gla.member");

            assertThatThrownBy(() -> grants.revokeAll(LEAD, given.request(), " "))
                    .isInstanceOf(RequestException.BadField.class);
            assertThat(reads(OFFICER)).isTrue();
        }
    }

    @Nested
    class A_renewal_that_a_team_has_joined_and_that_has_not_begun {
        @Test
        void ends_for_everybody_when_everybody_s_access_ends() {
            var given = grantedForAMonth("gla.member");
            teams.accept(MEMBER, given.request());
            var next = renewed(given, "gla.member", "gla.late").request();
            teams.accept(MEMBER, next);
            teams.accept(LATE, next);

            grants.revokeAll(LEAD, given.request(), "The project is over.");

            assertThat(grants.standing(next)).isEmpty();
            stack.at(MONTH);
            assertThat(reads(OFFICER)).isFalse();
            assertThat(reads(MEMBER)).isFalse();
            assertThat(reads(LATE)).isFalse();
        }

        @Test
        void ends_for_one_of_them_when_their_access_ends() {
            var given = grantedForAMonth("gla.member");
            var joined = teams.accept(MEMBER, given.request()).value();
            teams.accept(MEMBER, renewed(given, "gla.member").request());

            grants.revoke(LEAD, joined.held().id(), "They have moved.");

            stack.at(MONTH);
            assertThat(reads(MEMBER)).isFalse();
            assertThat(reads(OFFICER)).isTrue();
        }

        @Test
        void ends_for_one_of_them_when_the_platform_ends_their_access() {
            var given = grantedForAMonth("gla.member");
            var joined = teams.accept(MEMBER, given.request()).value();
            teams.accept(MEMBER, renewed(given, "gla.member").request());

            var ended =
                    stack.get(Deadlines.class)
                            .end(joined.held().id(), "Nobody confirmed it.", () -> true);

            assertThat(ended).isPresent();
            stack.at(MONTH);
            assertThat(reads(MEMBER)).isFalse();
            assertThat(reads(OFFICER)).isTrue();
        }

        @Test
        void goes_on_for_those_whose_access_does_when_the_requester_s_ends() {
            var given = grantedForAMonth("gla.member");
            teams.accept(MEMBER, given.request());
            teams.accept(MEMBER, renewed(given, "gla.member").request());

            grants.revoke(LEAD, given.held().id(), "They have left.");

            stack.at(MONTH);
            assertThat(reads(OFFICER)).isFalse();
            assertThat(reads(MEMBER)).isTrue();
        }

        @Test
        void
                cannot_be_joined_by_whom_the_owner_has_stopped_since_and_can_where_it_was_given_later() {
            var given = grantedForAMonth("gla.member");
            var joined = teams.accept(MEMBER, given.request()).value();
            var next = renewed(given, "gla.member");
            grants.revoke(LEAD, joined.held().id(), "They have moved.");

            assertThatThrownBy(() -> teams.accept(MEMBER, next.request()))
                    .isInstanceOf(RequestException.WrongState.class);

            stack.at(NOW.plusSeconds(1));
            grants.revoke(OFFICER, next.held().id(), "To be asked for again, with them.");
            var later = renewed(given, "gla.member").request();
            teams.accept(MEMBER, later);
            stack.at(MONTH);
            assertThat(reads(MEMBER)).isTrue();
        }

        @Test
        void can_be_joined_by_who_gave_up_what_they_held_before() {
            var given = grantedForAMonth("gla.member");
            var joined = teams.accept(MEMBER, given.request()).value();
            var next = renewed(given, "gla.member").request();
            grants.revoke(MEMBER, joined.held().id(), "Not needed this month.");

            teams.accept(MEMBER, next);

            assertThat(reads(MEMBER)).isFalse();
            stack.at(MONTH);
            assertThat(reads(MEMBER)).isTrue();
        }
    }

    @Nested
    class A_renewal_of_a_renewal_that_has_not_begun {
        private static final Instant TEN = NOW.plus(Duration.ofDays(10));
        private static final Instant TWENTY = NOW.plus(Duration.ofDays(20));

        @Test
        void begins_when_that_one_ends() {
            var first = grantedUntil(TEN, "gla.member");
            var second = renewedUntil(TWENTY, first);

            var third = renewed(second);

            assertThat(second.held().from()).isEqualTo(TEN);
            assertThat(third.held().from()).isEqualTo(TWENTY);
        }

        @Test
        void ends_for_everybody_when_everybody_s_access_ends() {
            var first = grantedUntil(TEN, "gla.member");
            teams.accept(MEMBER, first.request());
            var second = renewedUntil(TWENTY, first, "gla.member");
            teams.accept(MEMBER, second.request());
            var third = renewed(second, "gla.member", "gla.late");
            teams.accept(MEMBER, third.request());
            teams.accept(LATE, third.request());

            grants.revokeAll(LEAD, first.request(), "The project is over.");

            assertNobodyReads();
        }

        @Test
        void ends_for_one_of_them_who_was_not_in_the_one_between_and_cannot_be_joined() {
            var first = grantedUntil(TEN, "gla.member", "gla.late");
            var member = teams.accept(MEMBER, first.request()).value();
            var late = teams.accept(LATE, first.request()).value();
            var third = renewed(renewedUntil(TWENTY, first), "gla.member", "gla.late");
            teams.accept(MEMBER, third.request());

            grants.revoke(LEAD, member.held().id(), "They have moved.");
            grants.revoke(LEAD, late.held().id(), "They have moved.");

            assertThatThrownBy(() -> teams.accept(LATE, third.request()))
                    .isInstanceOf(RequestException.WrongState.class);
            stack.at(TWENTY);
            assertThat(reads(MEMBER)).isFalse();
            assertThat(reads(OFFICER)).isTrue();
        }

        @Test
        void ends_for_one_of_them_when_the_platform_ends_their_access() {
            var first = grantedUntil(TEN, "gla.member");
            var joined = teams.accept(MEMBER, first.request()).value();
            var third = renewed(renewedUntil(TWENTY, first), "gla.member");
            teams.accept(MEMBER, third.request());

            var ended =
                    stack.get(Deadlines.class)
                            .end(joined.held().id(), "Nobody confirmed it.", () -> true);

            assertThat(ended).isPresent();
            stack.at(TWENTY);
            assertThat(reads(MEMBER)).isFalse();
        }

        private static void assertNobodyReads() {
            for (var time : List.of(NOW, TEN, TWENTY)) {
                stack.at(time);
                for (var person : List.of(OFFICER, MEMBER, LATE)) {
                    assertThat(reads(person)).isFalse();
                }
            }
        }
    }

    @Nested
    class Naming_a_team {
        @Test
        void replaces_those_named_before_while_nobody_has_decided() {
            var id = asked();
            teams.name(OFFICER, id, List.of("gla.one", "gla.two"));
            teams.name(OFFICER, id, List.of("GLA.Two"));

            assertThat(teams.of(id)).extracting(Member::name).containsExactly("gla.two");
            assertThat(teams.waiting(caller("gla.two", GLA, Role.OFFICER))).isEmpty();
            requests.grant(LEAD, id, null, null, "Fine.");
            assertThatThrownBy(() -> teams.name(OFFICER, id, List.of("gla.three")))
                    .isInstanceOf(RequestException.WrongState.class);
        }

        @Test
        void makes_it_another_request_than_the_one_that_a_lead_looked_at_before() {
            var id = asked();
            teams.name(OFFICER, id, List.of("gla.one"));
            long seen = revision(id);
            teams.name(OFFICER, id, List.of("gla.two"));

            assertThatThrownBy(() -> requests.grant(LEAD, id, seen, null, null, "Fine."))
                    .isInstanceOf(RequestException.ChangedMeanwhile.class)
                    .hasMessageContaining("look at it again");
            assertThat(reads(OFFICER)).isFalse();
            requests.grant(LEAD, id, revision(id), null, null, "Fine.");
            assertThat(reads(OFFICER)).isTrue();
        }

        @Test
        void is_for_the_requester_alone() {
            var id = asked();

            assertThatThrownBy(() -> teams.name(LEAD, id, List.of("brent.friend")))
                    .isInstanceOf(RefusedException.class);
        }

        @Test
        void refuses_what_is_no_user_name_and_too_many() {
            var id = asked();

            for (var bad : List.of("two words", "", "x".repeat(129), OFFICER.username())) {
                assertThatThrownBy(() -> teams.name(OFFICER, id, List.of(bad)))
                        .isInstanceOf(RequestException.BadField.class);
            }
            var many = java.util.stream.IntStream.range(0, 51).mapToObj(i -> "p" + i).toList();
            assertThatThrownBy(() -> teams.name(OFFICER, id, many))
                    .isInstanceOf(RequestException.BadField.class);
        }
    }

    private static Grant granted(String member) {
        var id = asked();
        teams.name(OFFICER, id, List.of(member));
        return requests.grant(LEAD, id, null, null, "Fine.").value();
    }

    private static Grant grantedForAMonth(String member) {
        return grantedUntil(MONTH, member);
    }

    private static Grant grantedUntil(Instant until, String... members) {
        var id = asked();
        teams.name(OFFICER, id, List.of(members));
        return requests.grant(LEAD, id, until, null, "Fine.").value();
    }

    private static Grant renewed(Grant given, String... members) {
        return renewedUntil(null, given, members);
    }

    private static Grant renewedUntil(@Nullable Instant until, Grant given, String... members) {
        var drafts = stack.get(RequestDrafts.class);
        var draft = drafts.renewal(OFFICER, given.held().id()).value();
        var id = drafts.send(OFFICER, draft.id()).value().getFirst().asked().id();
        teams.name(OFFICER, id, List.of(members));
        return requests.grant(LEAD, id, until, null, "Fine.").value();
    }

    private static AccessRequestId asked() {
        return askUntil(null).asked().id();
    }

    private static long revision(AccessRequestId id) {
        return ((AccessRequest.Pending) requests.request(LEAD, id)).revision();
    }
}
