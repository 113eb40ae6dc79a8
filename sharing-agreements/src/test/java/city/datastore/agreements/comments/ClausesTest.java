package city.datastore.agreements.comments;

import static city.datastore.agreements.AnAgreement.anAgreement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.particulars.Questionnaire;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClausesTest {
    private final Clauses clauses = new Clauses(anAgreement().terms(), Questionnaire.load());

    @Nested
    class A_path {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "title",
                    "lawfulBasis",
                    "lawfulBasis.article6",
                    "E",
                    "particulars.agreement.onward",
                    "particulars.party/brent.siro",
                    "particulars.purpose/spend-analysis.necessity",
                    "particulars.dataset/brent/spend.retention-months",
                    "particulars.column/brent/spend/Amount.reason",
                    "particulars.basis/*/spend-analysis.confidentiality",
                    "particulars.basis/gla/spend-analysis.article6"
                })
        void of_a_clause_is_read_and_written_alike(String path) {
            assertThat(clauses.find(path)).hasToString(path);
        }

        @Test
        void of_a_column_with_a_full_stop_in_its_name_is_read() {
            var clause = Clause.parse("particulars.column/brent/spend/No. of beds.reason");
            assertThat(clause)
                    .hasValueSatisfying(it ->
                            assertThat(((Clause.OfAnswer) it).question()).isEqualTo("reason"));
        }

        @Test
        void of_every_field_is_its_own() {
            assertThat(Arrays.stream(Clause.Field.values()).map(Clause.Field::path))
                    .allSatisfy(path -> assertThat(clauses.find(path)).hasToString(path))
                    .doesNotHaveDuplicates();
        }
    }

    @Nested
    class What_the_agreement_does_not_have {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "titel",
                    "J",
                    "particulars.",
                    "particulars.agreement",
                    "particulars.agreement.weather",
                    "particulars.party/camden.siro",
                    "particulars.party/brent.onward",
                    "particulars.column/brent/spend/Supplier.reason",
                    "parties[0]"
                })
        void is_no_clause(String path) {
            assertThatThrownBy(() -> clauses.find(path))
                    .isInstanceOfSatisfying(
                            BadTerms.class,
                            e -> assertThat(e.faults().getFirst().field()).isEqualTo("clause"));
        }

        @Test
        void is_answered_with_what_is_near() {
            assertThatThrownBy(() -> clauses.find("particulars.party/brent.sir"))
                    .hasMessageContaining("particulars.party/brent.siro");
            assertThatThrownBy(() -> clauses.find("titel")).hasMessageContaining("title");
        }

        @Test
        void is_repeated_in_short_and_without_characters_that_cannot_be_seen() {
            assertThatThrownBy(() -> clauses.find("x\u0007".repeat(1_000)))
                    .hasMessageContaining("\"x?x?")
                    .hasMessageContaining("…");
        }
    }
}
