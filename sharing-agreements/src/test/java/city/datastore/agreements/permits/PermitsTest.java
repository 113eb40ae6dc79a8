package city.datastore.agreements.permits;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.ENDS;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.STARTS;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Permit.Standing;
import city.datastore.agreements.Terms.Party;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PermitsTest {

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
    class The_permit_of_an_agreement_in_any_other_state {
        @Test
        void allows_nothing_at_any_time() {
            for (var agreement :
                    List.of(
                            anAgreement().draft(),
                            anAgreement().proposed(),
                            anAgreement().suspended(),
                            anAgreement().terminated())) {
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
            // its dates tell the gate that it is over
            assertThat(Permits.of(anAgreement().expired()).standing()).isEqualTo(Standing.ACTIVE);
            assertThat(Permits.of(anAgreement().expired()).inForceAt(ENDS)).isFalse();
        }
    }
}
