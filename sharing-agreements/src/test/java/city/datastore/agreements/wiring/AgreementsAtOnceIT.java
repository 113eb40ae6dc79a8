package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.ENDS;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.HMO;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.gate.RefusedException;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Permit.Standing;
import city.datastore.agreements.AgreementException.ChangedMeanwhile;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.audit.names.AgreementRef;
import city.datastore.stack.PostgresServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several people at one agreement at once, and what holds them apart. */
class AgreementsAtOnceIT extends AgreementsRoom {
    @Nested
    class Two_leads_at_once {
        @Test
        void who_approve_together_both_count() throws Exception {
            AgreementRef reference = proposed(anAgreement().between(BRENT, GLA, MPS));
            List<@Nullable RuntimeException> ends =
                    together(
                            () -> agreements().approve(GLA_LEAD, reference, "", null),
                            () -> agreements().approve(MPS_LEAD, reference, "", null));
            assertThat(ends).containsOnlyNulls();
            assertThat(state(reference)).isEqualTo("active");
            assertThat(agreements().history(BRENT_LEAD, reference).value()).hasSize(4);
        }

        @Test
        void of_the_same_party_who_approve_together_count_once() throws Exception {
            AgreementRef reference = proposed(anAgreement());
            oneWins(
                    reference,
                    "active",
                    () -> agreements().approve(GLA_LEAD, reference, "", null),
                    () -> agreements().approve(GLA_LEAD, reference, "", null));
        }

        @Test
        void who_approve_and_send_back_leave_one_outcome() throws Exception {
            AgreementRef reference = proposed(anAgreement());
            List<@Nullable RuntimeException> ends =
                    together(
                            () -> agreements().approve(GLA_LEAD, reference, "", null),
                            () -> agreements().sendBack(GLA_LEAD, reference, ""));
            assertThat(ends.stream().filter(end -> end instanceof WrongState)).hasSize(1);
            assertThat(state(reference)).isEqualTo(ends.getFirst() == null ? "active" : "draft");
        }

        @Test
        void who_propose_together_make_one_proposal() throws Exception {
            AgreementRef reference = drafted(anAgreement());
            oneWins(
                    reference,
                    "proposed",
                    () -> agreements().propose(BRENT_LEAD, reference, null),
                    () -> agreements().propose(GLA_LEAD, reference, null));
        }

        @Test
        void who_suspend_and_terminate_leave_it_terminated_or_say_who_was_first() throws Exception {
            AgreementRef reference = active();
            List<@Nullable RuntimeException> ends =
                    together(
                            () -> agreements().suspend(GLA_LEAD, reference, "stop"),
                            () -> agreements().terminate(BRENT_LEAD, reference, "done"));
            assertThat(ends.get(1)).isNull();
            assertThat(state(reference)).isEqualTo("terminated");
        }

        @Test
        void who_edit_together_lose_nothing_silently() throws Exception {
            AgreementRef reference = drafted(anAgreement());
            List<@Nullable RuntimeException> ends =
                    together(
                            () ->
                                    agreements()
                                            .edit(
                                                    GLA_LEAD,
                                                    reference,
                                                    1,
                                                    anAgreement().titled("GLA's title").terms()),
                            () ->
                                    agreements()
                                            .edit(
                                                    BRENT_LEAD,
                                                    reference,
                                                    1,
                                                    anAgreement().titled("Brent's title").terms()));
            assertThat(ends.stream().filter(end -> end instanceof ChangedMeanwhile)).hasSize(1);
            assertThat(agreements().see(GLA_LEAD, reference).value().head().terms().title())
                    .isEqualTo(ends.getFirst() == null ? "GLA's title" : "Brent's title");
        }

        @Test
        void who_draft_together_get_numbers_without_gap_or_double() throws Exception {
            int before = number(drafted(anAgreement()));
            var numbers = new java.util.concurrent.ConcurrentSkipListSet<Integer>();
            Callable<?> draft = () -> numbers.add(number(drafted(anAgreement())));
            together(draft, draft, draft, draft);
            assertThat(numbers)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(before + 1, before + 4).boxed().toList());
        }

        private int number(AgreementRef reference) {
            return Integer.parseInt(reference.value().substring("DSA-2026-".length()));
        }

        private void oneWins(AgreementRef reference, String state, Callable<?>... moves)
                throws Exception {
            List<@Nullable RuntimeException> ends = together(moves);
            assertThat(ends.stream().filter(end -> end == null)).hasSize(1);
            assertThat(ends.stream().filter(end -> end != null))
                    .allSatisfy(end ->
                            assertThat(end)
                                    .isInstanceOfAny(WrongState.class, RefusedException.class));
            assertThat(state(reference)).isEqualTo(state);
        }

        /** How each ended: null when it went well. */
        private List<@Nullable RuntimeException> together(Callable<?>... moves) throws Exception {
            var barrier = new CyclicBarrier(moves.length);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var running =
                        java.util.Arrays.stream(moves)
                                .map(move ->
                                        threads.submit(() -> {
                                            barrier.await();
                                            try {
                                                move.call();
                                                return null;
                                            } catch (RuntimeException e) {
                                                return e;
                                            }
                                        }))
                                .toList();
                var ends = new ArrayList<@Nullable RuntimeException>();
                for (var each : running) {
                    ends.add(each.get());
                }
                return ends;
            }
        }
    }

    @Nested
    class The_gate {
        @Test
        void learns_of_every_move_the_moment_it_is_committed() {
            AgreementRef reference = drafted(anAgreement());
            assertThat(standing(reference)).isEqualTo(Standing.NOT_APPROVED);
            agreements().propose(BRENT_LEAD, reference, null);
            assertThat(standing(reference)).isEqualTo(Standing.NOT_APPROVED);
            agreements().approve(GLA_LEAD, reference, "", null);
            assertThat(standing(reference)).isEqualTo(Standing.ACTIVE);
            agreements().suspend(GLA_LEAD, reference, "a breach");
            assertThat(standing(reference)).isEqualTo(Standing.SUSPENDED);
            agreements().resume(GLA_LEAD, reference);
            assertThat(standing(reference)).isEqualTo(Standing.ACTIVE);
            agreements().terminate(GLA_LEAD, reference, "done");
            assertThat(standing(reference)).isEqualTo(Standing.TERMINATED);
        }

        @Test
        void finds_permits_by_dataset_and_receiving_agency_the_one_in_force_first() {
            AgreementRef inForce = proposed(anAgreement().from(TODAY.minusSeconds(60), ENDS));
            agreements().approve(GLA_LEAD, inForce, "", null);
            AgreementRef newer = drafted(anAgreement());
            List<Permit> permits = room().permits().permits(SPEND, GLA);
            assertThat(permits.getFirst().inForceAt(TODAY)).isTrue();
            assertThat(permits).extracting(Permit::agreement).contains(inForce, newer);
            // in some the agency is named, and not in it yet or any more
            assertThat(permits)
                    .allMatch(permit ->
                            permit.receivers().contains(GLA) || permit.absent().containsKey(GLA));
            // Brent is a party, and does not receive
            assertThat(room().permits().permits(SPEND, BRENT))
                    .extracting(Permit::agreement)
                    .doesNotContain(inForce, newer);
            assertThat(room().permits().permits(HMO, GLA)).isEmpty();
        }

        @Test
        void is_told_nothing_of_what_does_not_exist() {
            assertThat(room().permits().permit(new AgreementRef("DSA-2019-0001"))).isEmpty();
        }

        private Standing standing(AgreementRef reference) {
            return room().permits().permit(reference).orElseThrow().standing();
        }
    }

    @Nested
    class The_platform_s_own_role {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "UPDATE agreements.step SET comment = ''",
                    "DELETE FROM agreements.step",
                    "TRUNCATE agreements.step",
                    "UPDATE agreements.edition SET version = 2",
                    "DELETE FROM agreements.edition",
                    "UPDATE agreements.signature SET person = 'x'",
                    "DELETE FROM agreements.signature",
                    "DELETE FROM agreements.party",
                    "DELETE FROM agreements.scope",
                    "DELETE FROM agreements.agreement",
                    "UPDATE agreements.agreement SET drafted_by = 'gla'",
                    "UPDATE agreements.agreement SET reference = 'DSA-2026-9999'",
                    "DELETE FROM agreements.reference_counter",
                    "DELETE FROM agreements.kept_flow",
                    "UPDATE agreements.kept_flow SET published = true",
                    "SELECT * FROM agreements.schema_history"
                })
        void cannot_rewrite_what_happened(String sql) {
            assertThatThrownBy(() -> run(sql))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }

        @Test
        void could_do_it_where_it_is_allowed() throws SQLException {
            assertThat(run("UPDATE agreements.agreement SET version = version WHERE false"))
                    .isZero();
        }

        private int run(String sql) throws SQLException {
            var postgres = room().postgres();
            try (var connection =
                            DriverManager.getConnection(
                                    room().url,
                                    PostgresServer.APP,
                                    postgres.password(PostgresServer.APP));
                    var statement = connection.createStatement()) {
                statement.execute(sql);
                return statement.getUpdateCount();
            }
        }
    }
}
