package city.datastore.agreements.permits;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.ENDS;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.HMO;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.STARTS;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.AnAgreement.by;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Permit.Standing;
import city.datastore.agreements.AnAgreement;
import city.datastore.agreements.Move;
import city.datastore.agreements.Terms;
import city.datastore.agreements.Terms.Party;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PermitsTest {
    @Test
    void a_permit_carries_what_is_done_to_columns_and_rows() {
        assertThat(Permits.of(anAgreement().on(AnAgreement.PROTECTED).active()).protection(SPEND))
                .isEqualTo(AnAgreement.PROTECTED.protection());
        assertThat(Permits.of(anAgreement().active()).protections()).isEmpty();
    }

    @Nested
    class The_permit_of_an_active_agreement {
        private final Permit permit =
                Permits.of(
                        anAgreement()
                                .between(
                                        new Party(BRENT, "", true, false),
                                        new Party(GLA, "", false, true),
                                        new Party(MPS, "", true, false))
                                .active());

        @Test
        void says_what_the_terms_say() {
            assertThat(permit.agreement().value()).isEqualTo("DSA-2026-0001");
            assertThat(permit.version()).isEqualTo(1);
            assertThat(permit.parties()).containsExactlyInAnyOrder(BRENT, GLA, MPS);
            assertThat(permit.datasets())
                    .containsOnlyKeys(SPEND)
                    .containsValue(ColumnScope.only(List.of("Amount", "Payment Date")));
            assertThat(permit.purposes()).containsExactly(new PurposeCode("spend-analysis"));
            assertThat(permit.actions()).containsExactly(PermittedAction.READ);
        }

        @Test
        void lets_only_parties_receive_that_are_meant_to() {
            assertThat(permit.receivers()).containsExactly(GLA);
        }

        @Test
        void is_in_force_from_its_start_until_its_end() {
            assertThat(permit.inForceAt(STARTS.minusMillis(1))).isFalse();
            assertThat(permit.inForceAt(STARTS)).isTrue();
            assertThat(permit.inForceAt(ENDS.minusMillis(1))).isTrue();
            assertThat(permit.inForceAt(ENDS)).isFalse();
        }
    }

    @Nested
    class The_permit_of_an_agreement_that_some_have_not_signed_or_have_left {
        private final AnAgreement four =
                anAgreement()
                        .between(
                                new Party(BRENT, "", true, false),
                                new Party(GLA, "", false, true),
                                new Party(MPS, "", false, true),
                                new Party(CAMDEN, "", true, false))
                        .on(
                                new Terms.Scope(SPEND, ColumnScope.ALL),
                                new Terms.Scope(HMO, ColumnScope.ALL));

        @Test
        void gives_nothing_of_and_nothing_to_whoever_has_not_signed() {
            Permit permit = Permits.of(new Move.Approve(by(GLA)).on(four.proposed()));
            assertThat(permit.standing()).isEqualTo(Standing.ACTIVE);
            assertThat(permit.receivers()).containsExactly(GLA);
            assertThat(permit.datasets()).containsOnlyKeys(SPEND);
            assertThat(permit.absent())
                    .containsOnlyKeys(MPS, CAMDEN)
                    .containsEntry(MPS, new Permit.Absence(false, true, Set.of()))
                    .containsEntry(CAMDEN, new Permit.Absence(false, false, Set.of(HMO)));
        }

        @Test
        void gives_nothing_of_and_nothing_to_whoever_has_left() {
            var without = four.active().leave(by(CAMDEN));
            Permit permit = Permits.of(new Move.Leave(by(MPS)).on(without));
            assertThat(permit.receivers()).containsExactly(GLA);
            assertThat(permit.datasets()).containsOnlyKeys(SPEND);
            assertThat(permit.absent().values()).allMatch(Permit.Absence::left);
        }

        @Test
        void gives_everything_to_all_once_all_have_signed() {
            Permit permit = Permits.of(four.active());
            assertThat(permit.receivers()).containsExactlyInAnyOrder(GLA, MPS);
            assertThat(permit.datasets()).containsOnlyKeys(SPEND, HMO);
            assertThat(permit.absent()).isEmpty();
        }
    }

    @Nested
    class The_permit_of_an_agreement_in_any_other_state {
        @Test
        void allows_nothing_at_any_time() {
            for (var agreement :
                    List.of(
                            anAgreement().draft(),
                            anAgreement().proposed(),
                            anAgreement().suspended(),
                            anAgreement().terminated(),
                            anAgreement().superseded())) {
                assertThat(Permits.of(agreement).inForceAt(STARTS)).isFalse();
                assertThat(Permits.of(agreement).receivers()).containsExactly(GLA);
            }
        }

        @Test
        void says_why() {
            assertThat(Permits.of(anAgreement().draft()).standing())
                    .isEqualTo(Standing.NOT_APPROVED);
            assertThat(Permits.of(anAgreement().proposed()).standing())
                    .isEqualTo(Standing.NOT_APPROVED);
            assertThat(Permits.of(anAgreement().suspended()).standing())
                    .isEqualTo(Standing.SUSPENDED);
            assertThat(Permits.of(anAgreement().terminated()).standing())
                    .isEqualTo(Standing.TERMINATED);
            assertThat(Permits.of(anAgreement().superseded()).standing())
                    .isEqualTo(Standing.SUPERSEDED);
            // its dates tell the gate that it is over
            assertThat(Permits.of(anAgreement().expired()).standing()).isEqualTo(Standing.ACTIVE);
            assertThat(Permits.of(anAgreement().expired()).inForceAt(ENDS)).isFalse();
        }
    }
}
