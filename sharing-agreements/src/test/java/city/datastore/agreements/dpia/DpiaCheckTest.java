package city.datastore.agreements.dpia;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.dpia.ADpia.HIGH;
import static city.datastore.agreements.dpia.ADpia.REVIEW;
import static city.datastore.agreements.dpia.ADpia.VOCABULARIES;
import static city.datastore.agreements.dpia.ADpia.by;
import static city.datastore.agreements.dpia.ADpia.consultation;
import static city.datastore.agreements.dpia.ADpia.content;
import static city.datastore.agreements.dpia.ADpia.full;
import static city.datastore.agreements.dpia.ADpia.reduced;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.Fault;
import city.datastore.agreements.dpia.Dpia.Advice;
import city.datastore.agreements.dpia.Dpia.Consultation;
import city.datastore.agreements.dpia.Dpia.Content;
import city.datastore.agreements.dpia.Dpia.Decision;
import city.datastore.agreements.dpia.Dpia.Risk;
import city.datastore.agreements.dpia.Dpia.Told;
import city.datastore.agreements.dpia.Dpia.Treatment;
import city.datastore.agreements.particulars.Answer;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DpiaCheckTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
    private static final String TWO_MEGABYTES = "x".repeat(2 << 20);

    private final DpiaCheck check = new DpiaCheck(REVIEW, VOCABULARIES);

    private List<String> faults(Runnable work) {
        try {
            work.run();
            return List.of();
        } catch (BadTerms bad) {
            return bad.faults().stream().map(Fault::field).toList();
        }
    }

    private List<String> faults(Content content) {
        return faults(() -> check.check(full(), content));
    }

    private static Content with(Risk risk) {
        return Content.NONE.withRisks(List.of(risk));
    }

    @Nested
    class Content_ {
        @Test
        void that_keeps_the_rules_is_taken_in_the_stored_spelling() {
            assertThat(faults(content(full()))).isEmpty();
            var treatment = new Treatment("Reduce", " Two people. ", "Remote", "SEVERE");
            var spelt = with(new Risk(" Harm ", "Probable", "Severe", treatment));
            assertThat(check.check(full(), spelt).risks())
                    .containsExactly(
                            new Risk(
                                    "Harm",
                                    "probable",
                                    "severe",
                                    new Treatment("reduced", "Two people.", "remote", "severe")));
        }

        @Test
        void in_words_that_no_list_has_is_refused() {
            assertThat(faults(with(new Risk("Harm", "certain", "grave", null))))
                    .containsExactly("risks[0].likelihood", "risks[0].severity");
            assertThat(faults(with(HIGH.treated(new Treatment("hidden", "How", null, null)))))
                    .containsExactly("risks[0].treatment.effect");
            assertThat(faults(with(HIGH.treated(new Treatment("reduced", "How", null, null)))))
                    .containsExactly(
                            "risks[0].treatment.likelihood", "risks[0].treatment.severity");
        }

        @Test
        void about_what_is_not_asked_is_refused() {
            assertThat(faults(Content.NONE.withAnswers(Map.of("nothing", Answer.of("x")))))
                    .containsExactly("answers.nothing");
            assertThat(faults(Content.NONE.withScreening(Map.of("nothing", new Told(true, "")))))
                    .containsExactly("screening.nothing");
        }

        @Test
        void that_answers_away_what_the_agreement_says_is_refused() {
            var away = Map.of("large-sensitive", new Told(false, "It is not so bad."));
            assertThat(faults(Content.NONE.withScreening(away)))
                    .containsExactly("screening.large-sensitive");
            var explained = Map.of("large-sensitive", new Told(null, "It is needed."));
            assertThat(faults(Content.NONE.withScreening(explained))).isEmpty();
        }

        @Test
        void of_two_megabytes_is_refused() {
            assertThat(faults(Content.NONE.withAnswers(Map.of("need", Answer.of(TWO_MEGABYTES)))))
                    .containsExactly("answers.need");
            assertThat(faults(with(new Risk(TWO_MEGABYTES, "remote", "minimal", null))))
                    .containsExactly("risks[0].text");
            var told = Map.of("tracking", new Told(true, TWO_MEGABYTES));
            assertThat(faults(Content.NONE.withScreening(told)))
                    .containsExactly("screening.tracking");
            assertThat(faults(Content.NONE.withRisks(Collections.nCopies(51, HIGH))))
                    .containsExactly("risks");
        }

        @Test
        void in_which_measures_make_a_risk_worse_is_refused() {
            var risk = new Risk("Harm", "remote", "significant", reduced("possible", "minimal"));
            assertThat(faults(with(risk))).containsExactly("risks[0].treatment.effect");
        }
    }

    @Nested
    class Advice_ {
        @Test
        void needs_an_adviser_a_position_and_a_text() {
            assertThat(faults(() -> check.check(new Advice(by(BRENT), " ", "perhaps", ""))))
                    .containsExactly("adviser", "text", "position");
        }
    }

    @Nested
    class A_decision {
        @Test
        void needs_reasons_where_it_overrules() {
            assertThat(faults(() -> check.check(new Decision(by(BRENT), "SIRO", "overruled", ""))))
                    .containsExactly("reasons");
            assertThat(faults(() -> check.check(new Decision(by(BRENT), "SIRO", "accepted", ""))))
                    .isEmpty();
        }
    }

    @Nested
    class A_consultation {
        @Test
        void has_a_reference_a_day_that_has_been_and_an_answer_of_the_list() {
            assertThat(faults(() -> check.check(consultation("advice"), TODAY))).isEmpty();
            var wrong = new Consultation(by(BRENT), "", TODAY.plusDays(1), "fine", "");
            assertThat(faults(() -> check.check(wrong, TODAY)))
                    .containsExactly("reference", "answer", "asked");
        }
    }
}
