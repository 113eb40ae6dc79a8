package city.datastore.agreements.register;

import static city.datastore.agreements.AnAgreement.HMO;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.AnAgreement;
import city.datastore.agreements.TemplateRef;
import city.datastore.agreements.Terms;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Extent;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class TermsCodecTest {
    private final TermsCodec codec = new TermsCodec();

    @Nested
    class Terms_that_are_written_and_read_again {
        @Test
        void are_the_same() {
            Terms terms =
                    anAgreement()
                            .titled("Ünïcode, \"quotes\" and <tags>")
                            .on(
                                    new Terms.Scope(SPEND, ColumnScope.only(List.of("a", "b"))),
                                    new Terms.Scope(HMO, ColumnScope.ALL))
                            .under("6(1)(e)", "9(2)(g)")
                            .byLaw("Part 2, 18", List.of("Children Act 2004 s.11"))
                            .terms();
            assertThat(codec.terms(codec.json(terms))).isEqualTo(terms);
        }

        @Test
        void are_the_same_with_every_answer() {
            Terms terms =
                    anAgreement()
                            .terms()
                            .with(
                                    Particulars.NONE
                                            .ofExtent(Extent.FULL)
                                            .with(
                                                    Place.agreement(),
                                                    "transfer-method",
                                                    Answer.of("api", "sftp"))
                                            .with(
                                                    new Place.OfColumn(SPEND, "Paid by/to"),
                                                    "reason",
                                                    Answer.of("To \"match\"")));
            assertThat(codec.terms(codec.json(terms))).isEqualTo(terms);
        }

        @Test
        void are_the_same_with_the_template_that_they_follow() {
            Terms terms =
                    anAgreement().terms().with(new TemplateRef("low-risk", 3, "ab".repeat(32)));
            assertThat(codec.terms(codec.json(terms))).isEqualTo(terms);
        }

        @Test
        void are_the_same_with_what_is_done_to_columns_and_rows() {
            Terms terms = anAgreement().on(AnAgreement.PROTECTED).terms();
            assertThat(codec.terms(codec.json(terms))).isEqualTo(terms);
        }

        @Test
        void are_still_read_from_before_there_were_treatments() {
            String third = codec.json(anAgreement().terms()).replace("\"shape\":4", "\"shape\":3");
            assertThat(third).doesNotContain("treatments").doesNotContain("rows");
            assertThat(codec.terms(third)).isEqualTo(anAgreement().terms());
        }

        @Test
        void are_still_read_from_before_there_were_templates() {
            String second =
                    codec.json(anAgreement().terms())
                            .replace("\"shape\":4", "\"shape\":2")
                            .replace(",\"template\":null", "");
            assertThat(second).doesNotContain("template");
            assertThat(codec.terms(second)).isEqualTo(anAgreement().terms());
        }

        @Test
        void are_still_read_from_before_there_were_particulars() {
            String first =
                    codec.json(anAgreement().terms())
                            .replace("\"shape\":4", "\"shape\":1")
                            .replace(",\"extent\":\"condensed\",\"particulars\":{}", "");
            assertThat(first).doesNotContain("particulars");
            assertThat(codec.terms(first)).isEqualTo(anAgreement().terms());
        }

        @Test
        void keep_apart_all_columns_and_no_column() {
            Terms none =
                    anAgreement().on(new Terms.Scope(SPEND, ColumnScope.only(List.of()))).terms();
            Terms all = anAgreement().on(new Terms.Scope(SPEND, ColumnScope.ALL)).terms();
            assertThat(codec.terms(codec.json(none))).isEqualTo(none).isNotEqualTo(all);
            assertThat(codec.terms(codec.json(all))).isEqualTo(all);
        }
    }

    @Nested
    class Stored_terms_of_a_shape_that_is_not_known {
        private final String json = codec.json(anAgreement().terms());

        @Test
        void are_not_guessed_at() {
            assertThatThrownBy(() -> codec.terms(json.replace("\"shape\":4", "\"shape\":5")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("stored terms have shape 5; this release reads shapes up to 4");
        }

        @Test
        void may_not_hold_fields_that_would_be_lost() {
            assertThatThrownBy(() -> codec.terms(json.replace("\"title\"", "\"headline\"")))
                    .isInstanceOf(JacksonException.class);
        }
    }
}
