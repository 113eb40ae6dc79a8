package city.datastore.access.requests;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Permit;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.paging.PageRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Requests: who asks for what, and who sees them. */
class AccessRequestsIT extends RequestsRoom {
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
            var refused = refused(caller(BRENT, Role.OFFICER));

            assertThat(codes(refused.judgement().missing()))
                    .containsExactly("agency-not-a-receiver");
            assertThat(stack.stored(refused.event()).event().outcome().word()).isEqualTo("refused");
        }

        /** What others have agreed is not told by what is missing. */
        @Test
        void is_refused_as_if_there_were_no_agreement_where_the_agency_is_no_party() {
            assertThat(codes(refused(caller(MPS, Role.OFFICER)).judgement().missing()))
                    .containsExactly("agreement-unknown");
        }

        private RefusedException refused(Caller caller) {
            return catchThrowableOfType(
                    RefusedException.class, () -> requests.ask(caller, usual()));
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

            assertThat(grants.grants(OFFICER, SPEND, OFFICER.person(), DSA, page).items())
                    .contains(grant);
            assertThat(grants.grants(OFFICER, null, null, OTHER_DSA, page).items()).isEmpty();
            assertThat(grants.grants(caller(MPS, Role.IG_LEAD), null, null, null, page).items())
                    .isEmpty();
            assertThat(grants.grant(LEAD, grant.held().id())).isEqualTo(grant);
        }

        @Test
        void show_a_system_that_guards_the_data_its_grants_and_no_request() {
            var system = caller(BRENT, Role.ENFORCEMENT_POINT);
            var granted = ask().asked().id();
            var grant = requests.grant(LEAD, granted, MONTH, null, "agreed").value();
            var pending = ask().asked().id();

            assertThat(listed(LEAD)).contains(granted, pending);
            assertThat(listed(system)).isEmpty();
            assertThat(grants.grants(system, null, null, null, PageRequest.first()).items())
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
            assertThatThrownBy(() -> grants.revoke(LEAD, GrantId.at(NOW), "x"))
                    .isInstanceOf(RequestException.NotFound.class);
        }
    }
}
