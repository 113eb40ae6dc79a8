package city.datastore.agreements;

import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.Terms.Scope;
import city.datastore.agreements.TermsDiff.Change;
import city.datastore.agreements.TermsDiff.What;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

class TermsDiffTest {
    private final Terms terms = anAgreement().terms();

    @Test
    void of_the_same_text_is_empty() {
        assertThat(TermsDiff.of(terms, anAgreement().terms())).isEmpty();
    }

    @Test
    void names_what_was_and_what_is() {
        assertThat(TermsDiff.of(terms, anAgreement().titled("Another title").terms()))
                .containsExactly(new Change(What.TITLE, "", "", terms.title(), "Another title"));
    }

    @Test
    void names_columns_that_came_and_went() {
        var other =
                anAgreement()
                        .on(new Scope(SPEND, ColumnScope.only(List.of("Amount", "Vendor"))))
                        .terms();
        assertThat(TermsDiff.of(terms, other))
                .containsExactly(
                        new Change(What.COLUMNS, SPEND.toString(), "", "Payment Date", "Vendor"));
    }

    @Test
    void names_what_is_done_to_columns_and_rows() {
        var other = anAgreement().on(AnAgreement.PROTECTED).terms();
        assertThat(TermsDiff.of(terms, other))
                .containsExactly(
                        new Change(
                                What.TREATMENT,
                                SPEND.toString(),
                                "Amount",
                                "clear",
                                "pseudonymised"),
                        new Change(
                                What.TREATMENT,
                                SPEND.toString(),
                                "Payment Date",
                                "clear",
                                "masked"),
                        new Change(
                                What.ROWS, SPEND.toString(), "", "", "Amount is at least \"500\""));
    }

    @Test
    void names_the_question_of_an_answer() {
        var place = Place.agreement();
        var other =
                terms.with(terms.particulars().with(place, "benefits", Answer.of("Safer homes")));
        assertThat(TermsDiff.of(terms, other))
                .containsExactly(
                        new Change(What.ANSWER, place.toString(), "benefits", "", "Safer homes"));
        assertThat(TermsDiff.of(other, terms))
                .containsExactly(
                        new Change(What.ANSWER, place.toString(), "benefits", "Safer homes", ""));
    }

    @Test
    void names_a_law_that_is_new() {
        var other = anAgreement().under("6(1)(e)", "9(2)(g)").terms();
        assertThat(TermsDiff.of(terms, other))
                .contains(new Change(What.ARTICLE_9, "", "", "", "9(2)(g)"));
    }
}
