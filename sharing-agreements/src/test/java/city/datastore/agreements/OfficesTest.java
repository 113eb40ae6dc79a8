package city.datastore.agreements;

import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.AgreementException.WrongSigner;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Extent;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place.OfColumn;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfficesTest {
    private final Vocabularies vocabularies = Vocabularies.load();
    private final Offices offices = new Offices(vocabularies, Questionnaire.load());

    private static Terms holding(String category, Extent extent) {
        return anAgreement()
                .terms()
                .with(
                        Particulars.NONE
                                .ofExtent(extent)
                                .with(
                                        new OfColumn(SPEND, "Amount"),
                                        "category",
                                        Answer.of(category))
                                .with(
                                        new OfColumn(SPEND, "Payment Date"),
                                        "category",
                                        Answer.of("non_personal")));
    }

    @Nested
    class The_offices_that_sign {
        @ParameterizedTest
        @CsvSource({
            "non_personal, FULL, ''",
            "contact, FULL, siro",
            "health, FULL, caldicott-guardian siro",
            "criminal_offence, FULL, siro",
            "contact, CONDENSED, ''",
            "health, CONDENSED, caldicott-guardian siro",
            "criminal_offence, CONDENSED, siro"
        })
        void follow_from_what_the_columns_hold(String category, Extent extent, String due) {
            assertThat(offices.demanded(holding(category, extent)))
                    .containsExactlyInAnyOrder(due.isEmpty() ? new String[0] : due.split(" ", -1));
        }

        @Test
        void sign_off_a_dataset_that_is_shared_whole_whatever_was_said_of_some_columns() {
            var said = holding("non_personal", Extent.FULL).particulars();
            var whole = anAgreement().on(new Terms.Scope(SPEND, ColumnScope.ALL)).terms();

            assertThat(offices.demanded(whole.with(said))).containsExactly("siro");
        }

        @Test
        void are_roles_that_the_identity_provider_can_give() {
            assertThat(vocabularies.list("sign-off").entries())
                    .allSatisfy(office -> assertThat(Role.of(office.code())).isPresent());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "non_personal, FULL, true",
        "contact, CONDENSED, false",
        "health, CONDENSED, true",
        "criminal_offence, CONDENSED, true"
    })
    void a_second_factor_is_taken_for_all_but_low_risk(
            String category, Extent extent, boolean taken) {
        assertThat(offices.secondFactor(holding(category, extent))).isEqualTo(taken);
    }

    @Nested
    class Somebody_who_signs_off {
        private static Caller with(Role... roles) {
            return new Caller(
                    new PersonId("p"),
                    "p",
                    AnAgreement.BRENT,
                    Set.copyOf(Arrays.asList(roles)),
                    true,
                    new RequestId("r"));
        }

        @Test
        void holds_the_office() {
            assertThatCode(() -> Offices.requireHeld(with(Role.SIRO), "siro"))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> Offices.requireHeld(with(Role.IG_LEAD), "siro"))
                    .isInstanceOfSatisfying(
                            WrongSigner.class, e -> assertThat(e.code()).isEqualTo("wrong-office"));
        }

        @Test
        void does_not_advise_at_the_same_time() {
            assertThatThrownBy(() -> Offices.requireHeld(with(Role.SIRO, Role.DPO), "siro"))
                    .isInstanceOfSatisfying(
                            WrongSigner.class,
                            e -> assertThat(e.code()).isEqualTo("advisers-do-not-sign"));
            assertThatCode(() -> Offices.requireHeld(with(Role.SIRO, Role.DPO), "dpo"))
                    .doesNotThrowAnyException();
        }
    }
}
