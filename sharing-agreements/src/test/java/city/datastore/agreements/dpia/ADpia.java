package city.datastore.agreements.dpia;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.AnAgreement.anAgreement;

import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsDigest;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.dpia.Dpia.Advice;
import city.datastore.agreements.dpia.Dpia.Consultation;
import city.datastore.agreements.dpia.Dpia.Content;
import city.datastore.agreements.dpia.Dpia.Decision;
import city.datastore.agreements.dpia.Dpia.Looked;
import city.datastore.agreements.dpia.Dpia.Risk;
import city.datastore.agreements.dpia.Dpia.Told;
import city.datastore.agreements.dpia.Dpia.Treatment;
import city.datastore.agreements.dpia.Dpia.Writer;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Extent;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place.OfColumn;
import city.datastore.agreements.particulars.Place.OfDataset;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds assessments for tests: of an agreement on health data on a large scale, and finished. */
public final class ADpia {
    public static final Vocabularies VOCABULARIES = Vocabularies.load();
    public static final Questionnaire QUESTIONS = Questionnaire.load();
    public static final DpiaReview REVIEW = DpiaReview.load(VOCABULARIES, QUESTIONS);

    public static final Risk HIGH =
            new Risk("Somebody learns a diagnosis.", "probable", "severe", null);

    private ADpia() {}

    /** Both columns hold that. */
    public static Particulars holding(String category) {
        return Particulars.NONE
                .with(new OfColumn(SPEND, "Amount"), "category", Answer.of(category))
                .with(new OfColumn(SPEND, "Payment Date"), "category", Answer.of("contact"));
    }

    /** A column is health data, and there are more than a million records. */
    public static Particulars healthOnALargeScale() {
        return holding("health").with(new OfDataset(SPEND), "volume", Answer.of("over_1000000"));
    }

    public static Terms full() {
        return anAgreement().terms().with(healthOnALargeScale().ofExtent(Extent.FULL));
    }

    public static Head head(Terms terms) {
        return new Head(anAgreement().draft().head().reference(), 1, 1, terms, BRENT);
    }

    public static Writer by(AgencyCode agency) {
        return new Writer(agency, new PersonId("person-of-" + agency), agency + ".ig", TODAY);
    }

    public static Treatment reduced(String likelihood, String severity) {
        return new Treatment("reduced", "Only two people can read it.", likelihood, severity);
    }

    /** Everything that these terms ask for, and one risk. */
    public static Content content(Terms terms, Risk... risks) {
        var told = new TreeMap<String, Told>();
        REVIEW.screening(terms, Content.NONE).findings().stream()
                .filter(Screening.Finding::unanswered)
                .forEach(each -> told.put(each.criterion().id(), new Told(false, "")));
        var answers = new TreeMap<String, Answer>();
        for (int step = 1; step <= 7; step++) {
            REVIEW.asked(terms, step)
                    .forEach(
                            question -> answers.put(question.id(), Answer.of("We thought of it.")));
        }
        return new Content(told, answers, List.of(risks));
    }

    public static Content content(Terms terms) {
        return content(terms, HIGH.treated(reduced("remote", "severe")));
    }

    public static Dpia written(Terms terms, Content content) {
        var head = head(terms);
        return Dpia.none(head.reference())
                .written(content, new Looked(1, TermsDigest.of(head), by(BRENT)));
    }

    public static Advice advice(String position) {
        return new Advice(by(BRENT), "Data protection officer", position, "Go by the measures.");
    }

    public static Decision decision(String outcome, String reasons) {
        return new Decision(by(GLA), "Senior information risk owner", outcome, reasons);
    }

    public static Consultation consultation(String answer) {
        return new Consultation(
                by(BRENT), "ICO-1", LocalDate.parse("2026-11-01"), answer, "They answered.");
    }

    /** Written, advised and decided, with a low risk left. */
    public static Dpia finished(Terms terms) {
        return written(terms, content(terms))
                .advised(advice("agrees"))
                .decided(decision("accepted", ""));
    }

    public static Map<String, Told> told(String criterion, boolean yes) {
        return Map.of(criterion, new Told(yes, ""));
    }
}
