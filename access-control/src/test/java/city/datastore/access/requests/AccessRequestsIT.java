package city.datastore.access.requests;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.datastore.access.AccessStack;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.Worlds;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.paging.PageRequest;
import city.datastore.stack.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class AccessRequestsIT {
    private static final Instant MONTH = NOW.plus(Duration.ofDays(30));
    private static final Caller OFFICER = glaOfficer();
    private static final Caller LEAD = caller(BRENT, Role.IG_LEAD);
    private static final String WHY = "To compare what boroughs spend on temporary housing.";

    private static AccessStack stack;
    private static AccessRequests requests;
    private static Gatekeeper gate;

    @BeforeAll
    static void start() {
        stack = new AccessStack();
        requests = stack.get(AccessRequests.class);
        gate = stack.get(Gatekeeper.class);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    /** Each test leaves no pending request and no grant in force, and the usual promise. */
    @AfterEach
    void tidy() {
        stack.tidy(OFFICER);
    }

    @Nested
    class An_officer_of_a_receiving_agency {
        @Test
        void asks_and_finds_the_request_pending() {
            var asked = ask();

            var mine = requests.request(OFFICER, asked.asked().id());
            assertThat(mine).isEqualTo(asked);
            assertThat(mine.state()).isEqualTo("pending");
            assertThat(asked.asked().justification()).isEqualTo(WHY);
        }

        @Test
        void leaves_the_decision_and_the_change_on_the_record() {
            var asked = requests.ask(OFFICER, usual());

            var event = stack.stored(asked.event()).event();
            assertThat(event.action().name()).isEqualTo("access-request.ask");
            assertThat(event.outcome()).isInstanceOf(Outcome.Done.class);
            assertThat(event.about().accessRequest()).isEqualTo(asked.value().asked().id());
            assertThat(event.about().dataset()).isEqualTo(SPEND);
            assertThat(event.about().agreement()).isEqualTo(DSA);
            assertThat(event.about().agreementVersion()).isEqualTo(1);
            assertThat(event.about().purpose()).isEqualTo(ANALYSIS);
            assertThat(event.actor()).isEqualTo(OFFICER.actor());
        }

        @Test
        void cannot_ask_the_same_twice_while_it_is_pending() {
            ask();

            assertThatThrownBy(() -> ask())
                    .isInstanceOf(RequestException.WrongState.class)
                    .hasMessageContaining("still pending");
        }

        @Test
        void may_ask_again_after_withdrawing() {
            var first = ask().asked().id();
            var withdrawn = requests.withdraw(OFFICER, first);

            assertThat(withdrawn.value().state()).isEqualTo("withdrawn");
            assertThat(ask().asked().id()).isNotEqualTo(first);
        }
    }

    @Nested
    class A_request_that_breaks_a_rule {
        @Test
        void names_the_field() {
            assertField("until", ask(SPEND, ANALYSIS, NOW, WHY));
            assertField("until", ask(SPEND, ANALYSIS, NOW.plus(Duration.ofDays(400)), WHY));
            assertField("justification", ask(SPEND, ANALYSIS, MONTH, "  "));
            assertField("justification", ask(SPEND, ANALYSIS, MONTH, "x".repeat(2001)));
            assertField("justification", ask(SPEND, ANALYSIS, MONTH, "nul\0byte"));
            assertField(
                    "actions", new AccessRequests.Ask(SPEND, DSA, ANALYSIS, Set.of(), MONTH, WHY));
        }

        @Test
        void may_be_exactly_as_long_as_the_rule_says() {
            requests.ask(OFFICER, ask(SPEND, ANALYSIS, MONTH, "x".repeat(2000)));
        }

        private static void assertField(String field, AccessRequests.Ask ask) {
            var bad =
                    catchThrowableOfType(
                            RequestException.BadField.class, () -> requests.ask(OFFICER, ask));
            assertThat(bad.field()).isEqualTo(field);
        }
    }

    @Nested
    class A_request_that_the_agreement_does_not_cover {
        @Test
        void says_everything_that_is_missing() {
            var ask =
                    new AccessRequests.Ask(
                            SPEND,
                            DSA,
                            FRAUD,
                            Set.of(PermittedAction.READ, new PermittedAction("link")),
                            UNTIL.plusMillis(1),
                            WHY);

            assertThat(missing(ask))
                    .containsExactly(
                            "purpose-not-in-agreement",
                            "action-not-in-agreement",
                            "until-past-agreement");
        }

        @Test
        void may_end_with_the_agreement_to_the_millisecond() {
            requests.ask(OFFICER, ask(SPEND, ANALYSIS, UNTIL, WHY));
        }

        @Test
        void is_told_about_a_dataset_that_is_not_named() {
            assertThat(missing(ask(DatasetId.parse("brent/trees"), ANALYSIS, MONTH, WHY)))
                    .containsExactly("dataset-not-in-agreement");
        }

        @Test
        void is_told_about_an_agreement_that_is_not_in_force() {
            stack.promise(permit(Permit.Standing.SUSPENDED, FROM, UNTIL));

            assertThat(missing(usual())).containsExactly("agreement-not-in-force");
        }

        @Test
        void is_refused_by_the_gate_where_the_agency_does_not_receive() {
            var police = caller(MPS, Role.OFFICER);

            var refused =
                    catchThrowableOfType(
                            RefusedException.class, () -> requests.ask(police, usual()));

            assertThat(codes(refused.judgement().missing()))
                    .containsExactly("agency-not-a-receiver");
            assertThat(stack.stored(refused.event()).event().outcome().word()).isEqualTo("refused");
        }

        @Test
        void is_refused_by_the_gate_where_there_is_no_such_agreement() {
            var ask =
                    new AccessRequests.Ask(
                            SPEND,
                            new AgreementRef("DSA-2026-0009"),
                            ANALYSIS,
                            Set.of(PermittedAction.READ),
                            MONTH,
                            WHY);

            assertThatThrownBy(() -> requests.ask(OFFICER, ask))
                    .isInstanceOf(RefusedException.class);
        }

        private static List<String> missing(AccessRequests.Ask ask) {
            return codes(
                    catchThrowableOfType(
                                    RequestException.NotCovered.class,
                                    () -> requests.ask(OFFICER, ask))
                            .missing());
        }
    }

    @Nested
    class The_lead_of_the_owner {
        @Test
        void grants_what_the_agreement_allows_and_the_gate_lets_the_officer_read() {
            assertThat(gate.explain(reading())).isInstanceOf(Judgement.Refused.class);

            var grant = grant(ask()).value();

            assertThat(grant.held().columns()).isEqualTo(AGREED);
            assertThat(grant.held().until()).isEqualTo(MONTH);
            assertThat(gate.explain(reading()))
                    .isInstanceOfSatisfying(
                            Judgement.Allowed.class,
                            allowed -> assertThat(allowed.columns()).isEqualTo(AGREED));
            assertThat(gate.admit(reading()).judgement().grant()).isEqualTo(grant.held());
        }

        @Test
        void leaves_the_grant_on_the_record() {
            var grant = grant(ask());

            var about = stack.stored(grant.event()).event().about();
            assertThat(about.grant()).isEqualTo(grant.value().held().id());
            assertThat(about.accessRequest()).isEqualTo(grant.value().request());
            assertThat(about.columns()).containsExactly("amount", "date", "supplier");
        }

        @Test
        void may_give_less_time_and_fewer_columns() {
            var week = NOW.plus(Duration.ofDays(7));
            var one = ColumnScope.only(List.of("amount"));

            var grant = requests.grant(LEAD, ask().asked().id(), week, one, "a week").value();

            assertThat(grant.held().until()).isEqualTo(week);
            assertThat(grant.held().columns()).isEqualTo(one);
            stack.at(week);
            assertThat(gate.explain(reading())).isInstanceOf(Judgement.Refused.class);
        }

        @Test
        void cannot_give_more_than_was_asked_or_agreed() {
            var id = ask().asked().id();

            assertThat(missing(id, MONTH.plusSeconds(1), null))
                    .containsExactly("until-past-request");
            assertThat(missing(id, UNTIL.plusSeconds(1), null))
                    .containsExactly("until-past-agreement", "until-past-request");
            assertThat(missing(id, MONTH, ColumnScope.ALL))
                    .containsExactly("columns-not-in-agreement");
            assertThat(missing(id, MONTH, ColumnScope.only(List.of("amount", "iban"))))
                    .containsExactly("columns-not-in-agreement");
            assertThatThrownBy(
                            () -> requests.grant(LEAD, id, MONTH, ColumnScope.only(List.of()), ""))
                    .isInstanceOf(RequestException.BadField.class);
            assertThat(requests.request(LEAD, id).state()).isEqualTo("pending");
        }

        @Test
        void cannot_grant_under_an_agreement_that_has_been_suspended_since() {
            var id = ask().asked().id();
            stack.promise(permit(Permit.Standing.SUSPENDED, FROM, UNTIL));

            assertThat(missing(id, MONTH, null)).containsExactly("agreement-not-in-force");
        }

        @Test
        void decides_once() {
            var id = ask().asked().id();
            requests.grant(LEAD, id, MONTH, null, "");

            assertThatThrownBy(() -> requests.grant(LEAD, id, MONTH, null, ""))
                    .isInstanceOf(RequestException.WrongState.class)
                    .hasMessageContaining("it has been granted");
            assertThatThrownBy(() -> requests.refuse(LEAD, id, "no"))
                    .isInstanceOf(RequestException.WrongState.class);
            assertThatThrownBy(() -> requests.withdraw(OFFICER, id))
                    .isInstanceOf(RequestException.WrongState.class);
        }

        @Test
        void refuses_with_a_reason() {
            var id = ask().asked().id();

            assertThatThrownBy(() -> requests.refuse(LEAD, id, " "))
                    .isInstanceOf(RequestException.BadField.class);
            var refused = requests.refuse(LEAD, id, "Ask for fewer columns.");

            assertThat(requests.request(OFFICER, id)).isEqualTo(refused.value());
            assertThat(gate.explain(reading())).isInstanceOf(Judgement.Refused.class);
            assertThat(stack.stored(refused.event()).event().action().name())
                    .isEqualTo("access-request.refuse");
        }

        @Test
        void finds_what_waits_for_a_decision_longest_waiting_first() {
            var first = ask().asked().id();
            stack.at(NOW.plusMillis(5));
            stack.promise(twoPurposes());
            var second = requests.ask(OFFICER, ask(SPEND, FRAUD, MONTH, WHY)).value().asked().id();

            assertThat(requests.toDecide(LEAD, PageRequest.first()).items())
                    .extracting(request -> request.asked().id())
                    .containsExactly(first, second);
            assertThat(requests.toDecide(OFFICER, PageRequest.first()).items()).isEmpty();
            assertThat(requests.toDecide(caller(GLA, Role.IG_LEAD), PageRequest.first()).items())
                    .isEmpty();
        }

        private static List<String> missing(
                AccessRequestId id, Instant until, @Nullable ColumnScope columns) {
            return codes(
                    catchThrowableOfType(
                                    RequestException.NotCovered.class,
                                    () -> requests.grant(LEAD, id, until, columns, ""))
                            .missing());
        }
    }

    @Nested
    class Nobody_decides_their_own_request {
        @Test
        void not_even_a_lead_who_moved_to_the_owner() {
            var id = ask().asked().id();
            var moved = caller("gla.officer", BRENT, Role.IG_LEAD);

            var refused =
                    catchThrowableOfType(
                            RefusedException.class,
                            () -> requests.grant(moved, id, MONTH, null, ""));

            assertThat(codes(refused.judgement().missing())).containsExactly("own-request");
            assertThat(requests.request(OFFICER, id).state()).isEqualTo("pending");
        }

        @Test
        void the_row_refuses_too_should_the_gate_ever_not() {
            var row = new AccessRequestRow(ask().asked());

            assertThatThrownBy(() -> row.grant(GrantId.at(NOW), OFFICER, NOW, ""))
                    .isInstanceOf(RequestException.OwnRequest.class);
            assertThatThrownBy(() -> row.refuse(OFFICER, NOW, "no"))
                    .isInstanceOf(RequestException.OwnRequest.class);
        }

        @Test
        void and_the_database_refuses_too() {
            var id = ask().asked().id();

            assertThatThrownBy(() ->
                            stack.as(PostgresServer.APP)
                                    .sql(
                                            "UPDATE access.access_request SET state ="
                                                    + " 'refused', decided_by = requester,"
                                                    + " decided_by_name = 'x', decided_at ="
                                                    + " now(), answer = 'no' WHERE id = ?")
                                    .param(id.value())
                                    .update())
                    .hasMessageContaining("access_request_is_not_decided_by_its_requester");
        }
    }

    @Nested
    class A_grant {
        @Test
        void no_longer_counts_when_revoking_returns() {
            var grant = grant(ask()).value();
            var pass = gate.admit(reading());
            assertThat(gate.stillAllows(pass)).isTrue();

            var revoked = requests.revoke(LEAD, grant.held().id(), "the project has ended");

            assertThat(gate.stillAllows(pass)).isFalse();
            assertThat(gate.explain(reading()))
                    .isInstanceOfSatisfying(
                            Judgement.Refused.class,
                            refused ->
                                    assertThat(codes(refused.missing()))
                                            .containsExactly("grant-revoked"));
            assertThat(revoked.value().stateAt(NOW)).isEqualTo("revoked");
            var about = stack.stored(revoked.event()).event().about();
            assertThat(about.grant()).isEqualTo(grant.held().id());
            assertThat(about.accessRequest()).isEqualTo(grant.request());
        }

        @Test
        void is_revoked_once_and_for_a_reason() {
            var id = grant(ask()).value().held().id();

            assertThatThrownBy(() -> requests.revoke(LEAD, id, ""))
                    .isInstanceOf(RequestException.BadField.class);
            requests.revoke(LEAD, id, "done");
            assertThatThrownBy(() -> requests.revoke(LEAD, id, "again"))
                    .isInstanceOf(RequestException.WrongState.class);
        }

        @Test
        void is_revoked_by_nobody_else() {
            var id = grant(ask()).value().held().id();

            assertThatThrownBy(() -> requests.revoke(caller(GLA, Role.IG_LEAD), id, "mine"))
                    .isInstanceOf(RefusedException.class);
        }

        @Test
        void stays_revoked_whatever_the_platform_tries() {
            var id = grant(ask()).value().held().id();
            requests.revoke(OFFICER, id, "no longer needed");

            assertThatThrownBy(() ->
                            stack.as(PostgresServer.OWNER)
                                    .sql(
                                            "UPDATE access.access_grant SET revoked_at ="
                                                    + " NULL, revoked_by = NULL,"
                                                    + " revoked_by_name = NULL, revoked_reason"
                                                    + " = NULL WHERE id = ?")
                                    .param(id.value())
                                    .update())
                    .hasMessageContaining("that is final");
        }
    }

    @Nested
    class The_database_role_of_the_platform {
        @Test
        void can_neither_delete_nor_change_what_was_asked_and_given() {
            grant(ask());
            for (var statement :
                    List.of(
                            "DELETE FROM access.access_request",
                            "DELETE FROM access.access_grant",
                            "TRUNCATE access.access_grant",
                            "UPDATE access.access_request SET until = until + interval '1 year'",
                            "UPDATE access.access_request SET requester = 'x'",
                            "UPDATE access.access_grant SET until_at = until_at + interval '1 day'",
                            "UPDATE access.access_grant SET columns = NULL",
                            "UPDATE access.agency SET name = 'x'")) {
                assertThatThrownBy(() -> stack.as(PostgresServer.APP).sql(statement).update())
                        .as(statement)
                        .isInstanceOf(DataAccessException.class)
                        .hasStackTraceContaining("permission denied");
            }
        }
    }

    @Nested
    class Lists {
        @Test
        void show_each_caller_what_concerns_them() {
            var id = ask().asked().id();

            for (var sees :
                    List.of(
                            OFFICER,
                            LEAD,
                            caller(BRENT, Role.AUDITOR),
                            caller(GLA, Role.AUDITOR),
                            caller(Agency.OVERSIGHT, Role.AUDITOR))) {
                assertThat(listed(sees)).as(sees.username()).contains(id);
                assertThat(requests.see(sees, id).value().asked().id()).isEqualTo(id);
            }
            for (var blind :
                    List.of(
                            caller(MPS, Role.AUDITOR),
                            caller(GLA, Role.IG_LEAD),
                            caller(BRENT, Role.OFFICER),
                            caller("gla.officer", null, Role.OFFICER),
                            caller("gla.officer", GLA))) {
                assertThat(listed(blind)).as(blind.username()).doesNotContain(id);
                assertThatThrownBy(() -> requests.request(blind, id))
                        .isInstanceOf(RequestException.NotFound.class);
                assertThatThrownBy(() -> requests.see(blind, id))
                        .isInstanceOf(RefusedException.class);
            }
        }

        @Test
        void are_walked_page_by_page_without_gaps_or_doubles() {
            for (int i = 0; i < 7; i++) {
                stack.at(NOW.plusMillis(i));
                requests.withdraw(OFFICER, ask().asked().id());
            }
            var all = listed(OFFICER);
            var walked = new ArrayList<AccessRequestId>();
            var page = requests.requests(OFFICER, null, true, new PageRequest(3, null));
            while (true) {
                page.items().forEach(request -> walked.add(request.asked().id()));
                if (page.next() == null) {
                    break;
                }
                page = requests.requests(OFFICER, null, true, new PageRequest(3, page.next()));
            }

            assertThat(walked).hasSizeGreaterThanOrEqualTo(7).containsExactlyElementsOf(all);
        }

        @Test
        void refuse_a_cursor_and_a_state_that_there_are_not() {
            assertThatThrownBy(
                            () -> requests.requests(OFFICER, null, true, new PageRequest(3, "%%%")))
                    .isInstanceOfSatisfying(
                            RequestException.BadField.class,
                            bad -> assertThat(bad.field()).isEqualTo("cursor"));
            assertThatThrownBy(() -> requests.requests(OFFICER, "lost", true, PageRequest.first()))
                    .isInstanceOfSatisfying(
                            RequestException.BadField.class,
                            bad -> assertThat(bad.field()).isEqualTo("state"));
        }

        @Test
        void of_grants_can_be_narrowed() {
            var grant = grant(ask()).value();
            var page = PageRequest.first();

            assertThat(requests.grants(OFFICER, SPEND, OFFICER.person(), DSA, page).items())
                    .contains(grant);
            assertThat(requests.grants(OFFICER, null, null, OTHER_DSA, page).items()).isEmpty();
            assertThat(requests.grants(caller(MPS, Role.IG_LEAD), null, null, null, page).items())
                    .isEmpty();
            assertThat(requests.grant(LEAD, grant.held().id())).isEqualTo(grant);
        }

        @Test
        void show_a_system_that_guards_the_data_its_grants_and_no_request() {
            var system = caller(BRENT, Role.ENFORCEMENT_POINT);
            var granted = ask().asked().id();
            var grant = requests.grant(LEAD, granted, MONTH, null, "agreed").value();
            var pending = ask().asked().id();

            assertThat(listed(LEAD)).contains(granted, pending);
            assertThat(listed(system)).isEmpty();
            assertThat(requests.grants(system, null, null, null, PageRequest.first()).items())
                    .contains(grant);
        }

        private static List<AccessRequestId> listed(Caller caller) {
            return requests
                    .requests(caller, null, false, new PageRequest(200, null))
                    .items()
                    .stream()
                    .map(request -> request.asked().id())
                    .toList();
        }
    }

    @Nested
    class An_id_that_there_is_not {
        @Test
        void is_not_found() {
            assertThatThrownBy(() -> requests.grant(LEAD, AccessRequestId.at(NOW), MONTH, null, ""))
                    .isInstanceOf(RequestException.NotFound.class);
            assertThatThrownBy(() -> requests.revoke(LEAD, GrantId.at(NOW), "x"))
                    .isInstanceOf(RequestException.NotFound.class);
        }
    }

    @Nested
    class Two_at_once {
        private static final int TIMES = 25;

        @Test
        void granting_and_withdrawing_ends_in_exactly_one_of_them() throws Exception {
            for (int i = 0; i < TIMES; i++) {
                stack.at(NOW.plusMillis(i));
                var id = ask().asked().id();
                var won =
                        race(
                                () -> requests.grant(LEAD, id, MONTH, null, "").value().toString(),
                                () -> requests.withdraw(OFFICER, id).value().toString());

                assertThat(won).hasSize(1);
                long grants =
                        stack.as(PostgresServer.APP)
                                .sql("SELECT count(*) FROM access.access_grant WHERE request = ?")
                                .param(id.value())
                                .query(Long.class)
                                .single();
                boolean granted = requests.request(OFFICER, id).state().equals("granted");
                assertThat(grants).isEqualTo(granted ? 1 : 0);
            }
        }

        @Test
        void two_leads_give_one_grant() throws Exception {
            var other = caller("brent.other", BRENT, Role.IG_LEAD);
            for (int i = 0; i < TIMES; i++) {
                stack.at(NOW.plusMillis(i));
                var id = ask().asked().id();

                assertThat(
                                race(
                                        () -> requests.grant(LEAD, id, MONTH, null, "").toString(),
                                        () ->
                                                requests.grant(other, id, MONTH, null, "")
                                                        .toString()))
                        .hasSize(1);
            }
        }

        @Test
        void asking_the_same_gives_one_request() throws Exception {
            for (int i = 0; i < TIMES; i++) {
                stack.at(NOW.plusMillis(i));

                assertThat(race(() -> ask().toString(), () -> ask().toString())).hasSize(1);
                tidy();
            }
        }

        /** Runs both at once; what came back. Whoever loses has to be told WrongState. */
        private static List<String> race(Callable<String> one, Callable<String> other)
                throws Exception {
            var start = new CyclicBarrier(2);
            var won = new ArrayList<String>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var runs =
                        List.of(one, other).stream()
                                .map(run ->
                                        threads.submit(() -> {
                                            start.await();
                                            return run.call();
                                        }))
                                .toList();
                for (var run : runs) {
                    try {
                        won.add(run.get());
                    } catch (ExecutionException e) {
                        assertThat(e).hasCauseInstanceOf(RequestException.WrongState.class);
                    }
                }
            }
            return won;
        }
    }

    private static AccessRequest.Pending ask() {
        return requests.ask(OFFICER, usual()).value();
    }

    private static AccessRequests.Ask usual() {
        return ask(SPEND, ANALYSIS, MONTH, WHY);
    }

    private static AccessRequests.Ask ask(
            DatasetId dataset, PurposeCode purpose, Instant until, String why) {
        return new AccessRequests.Ask(
                dataset, DSA, purpose, Set.of(PermittedAction.READ), until, why);
    }

    private static Recorded<Grant> grant(AccessRequest request) {
        return requests.grant(LEAD, request.asked().id(), MONTH, null, "agreed");
    }

    private static Question reading() {
        return new Question(
                OFFICER, Act.READ_CONTENT, new Target.OfVersion(SPEND, 1), DSA, ANALYSIS);
    }

    private static Permit twoPurposes() {
        var usual = Worlds.permit();
        return new Permit(
                usual.agreement(),
                2,
                usual.standing(),
                usual.from(),
                usual.until(),
                usual.parties(),
                usual.receivers(),
                usual.datasets(),
                Set.of(ANALYSIS, FRAUD),
                usual.actions(),
                Map.of(),
                Map.of());
    }

    private static List<String> codes(List<Reason> reasons) {
        return reasons.stream().map(Reason::code).toList();
    }
}
