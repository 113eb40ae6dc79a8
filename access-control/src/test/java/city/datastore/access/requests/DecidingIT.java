package city.datastore.access.requests;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Permit;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.stack.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** Decisions on requests, and the grants that come of them. */
class DecidingIT extends RequestsRoom {
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
        void gives_a_column_with_stray_white_space_only_where_the_agreement_names_it_so() {
            var id = ask().asked().id();
            var untidy = ColumnScope.only(List.of("amount "));
            assertThatThrownBy(() -> requests.grant(LEAD, id, MONTH, untidy, ""))
                    .isInstanceOf(RequestException.BadField.class)
                    .hasMessageContaining("write it as \"amount\"");

            stack.promise(naming("amount ", "date"));
            var grant = requests.grant(LEAD, id, MONTH, untidy, "as agreed").value();

            assertThat(grant.held().columns()).isEqualTo(untidy);
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

        private static Permit naming(String... columns) {
            var usual = permit();
            return new Permit(
                    usual.agreement(),
                    2,
                    usual.standing(),
                    usual.from(),
                    usual.until(),
                    usual.parties(),
                    usual.receivers(),
                    Map.of(SPEND, ColumnScope.only(List.of(columns))),
                    usual.purposes(),
                    usual.actions(),
                    Map.of(),
                    Map.of());
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
        void is_among_those_that_its_holder_has_now_until_it_is_revoked_or_ends() {
            var revoked = grant(ask()).value().held().id();
            assertThat(heldNow()).containsExactly(revoked);
            grants.revoke(LEAD, revoked, "over");
            assertThat(heldNow()).isEmpty();

            var ended = grant(ask()).value().held().id();
            assertThat(heldNow()).containsExactly(ended);
            stack.at(MONTH);
            assertThat(heldNow()).isEmpty();
        }

        private List<GrantId> heldNow() {
            return grants.heldNow(OFFICER, PageRequest.first()).items().stream()
                    .map(each -> each.held().id())
                    .toList();
        }

        @Test
        void no_longer_counts_when_revoking_returns() {
            var grant = grant(ask()).value();
            var pass = gate.admit(reading());
            assertThat(gate.stillAllows(pass)).isTrue();

            var revoked = grants.revoke(LEAD, grant.held().id(), "the project has ended");

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

            assertThatThrownBy(() -> grants.revoke(LEAD, id, ""))
                    .isInstanceOf(RequestException.BadField.class);
            grants.revoke(LEAD, id, "done");
            assertThatThrownBy(() -> grants.revoke(LEAD, id, "again"))
                    .isInstanceOf(RequestException.WrongState.class);
        }

        @Test
        void is_revoked_by_nobody_else() {
            var id = grant(ask()).value().held().id();

            assertThatThrownBy(() -> grants.revoke(caller(GLA, Role.IG_LEAD), id, "mine"))
                    .isInstanceOf(RefusedException.class);
        }

        @Test
        void stays_revoked_whatever_the_platform_tries() {
            var id = grant(ask()).value().held().id();
            grants.revoke(OFFICER, id, "no longer needed");

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
}
