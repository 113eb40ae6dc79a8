package city.datastore.agreements.dpia;

import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.AgreementException.Fault;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsDigest;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.dpia.Dpia.Content;
import city.datastore.agreements.dpia.Dpia.Risk;
import city.datastore.agreements.dpia.Dpia.Treatment;
import city.datastore.agreements.dpia.Screening.Verdict;
import city.datastore.agreements.particulars.Extent;
import city.datastore.agreements.particulars.Question;
import city.datastore.agreements.particulars.Questionnaire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an assessment beside its agreement: what the screening comes to, how high the risks are,
 * what is still missing, and what keeps the agreement from being activated. Pure.
 */
public final class DpiaReview {
    /** The questions of the seven steps. */
    public static final String QUESTIONS = "dpia-questions.txt";

    private final Method method;
    private final Vocabularies vocabularies;
    private final Questionnaire ofAgreements;
    private final Questionnaire questionnaire;

    /**
     * @param ofAgreements what an agreement is asked
     * @param questionnaire what an assessment is asked besides
     */
    public DpiaReview(
            Method method,
            Vocabularies vocabularies,
            Questionnaire ofAgreements,
            Questionnaire questionnaire) {
        this.method = method;
        this.vocabularies = vocabularies;
        this.ofAgreements = ofAgreements;
        this.questionnaire = questionnaire;
    }

    /** With everything that comes with this release. */
    public static DpiaReview load(Vocabularies vocabularies, Questionnaire ofAgreements) {
        return new DpiaReview(
                Method.load(vocabularies),
                vocabularies,
                ofAgreements,
                Questionnaire.load(QUESTIONS));
    }

    public Method method() {
        return method;
    }

    public Questionnaire questionnaire() {
        return questionnaire;
    }

    public Screening screening(Terms terms, Content content) {
        return Screening.of(method, signs(terms), content.screening());
    }

    /** The questions of a step that apply, in order. */
    public List<Question> asked(Terms terms, int step) {
        return asked(signs(terms)).filter(each -> each.group() == (char) ('0' + step)).toList();
    }

    /** Risks to think of that nobody has written down yet. */
    public List<String> hazards(Terms terms, Content content) {
        Signs signs = signs(terms);
        Set<String> marks = signs.marks();
        return method.hazards().stream()
                .filter(each -> each.holds().ways().stream().anyMatch(marks::containsAll))
                .map(Method.Hazard::text)
                .filter(text -> content.risks().stream().noneMatch(one -> one.text().equals(text)))
                .toList();
    }

    /** The level of a risk before anything is done about it. */
    public String level(Risk risk) {
        return method.matrix().level(risk.likelihood(), risk.severity());
    }

    /**
     * What remains of a risk: where in the matrix it is afterwards, empty where it is gone. While
     * nobody has said what is done about it, all of it remains.
     */
    public Optional<Matrix.Cell> remains(Risk risk) {
        var before = new Matrix.Cell(risk.likelihood(), risk.severity());
        Treatment treatment = risk.treatment();
        if (treatment == null) {
            return Optional.of(before);
        }
        Set<String> marks = vocabularies.list("dpia-effect").marks(treatment.effect());
        if (marks.contains("gone")) {
            return Optional.empty();
        }
        return Optional.of(
                treatment.likelihood() == null || treatment.severity() == null
                        ? before
                        : new Matrix.Cell(treatment.likelihood(), treatment.severity()));
    }

    /** The level that remains, empty where the risk is gone. */
    public Optional<String> residual(Risk risk) {
        return remains(risk).map(cell -> method.matrix().level(cell.likelihood(), cell.severity()));
    }

    /** Whether a risk remains that the regulator has to be consulted about. */
    public boolean remainsHigh(Content content) {
        return content.risks().stream()
                .map(this::residual)
                .flatMap(Optional::stream)
                .anyMatch(level -> marks("dpia-level", level).contains("high"));
    }

    /** Whether the terms are others than those it looked at. */
    public boolean outOfDate(Head head, Dpia dpia) {
        return dpia.looked() != null && !dpia.looked().digest().equals(TermsDigest.of(head));
    }

    /** What the seven steps still lack, each with the path of its field. */
    public List<Fault> missing(Head head, Dpia dpia) {
        return Stream.concat(unwritten(head.terms(), dpia.content()), unsigned(dpia).stream())
                .toList();
    }

    /**
     * By what assessments are read, in a word: whoever changes one of the files raises its version.
     */
    public String rules() {
        return String.join(
                " ",
                method.version(),
                questionnaire.version(),
                ofAgreements.version(),
                vocabularies.version());
    }

    public Judgement judge(Head head, Dpia dpia) {
        return new Judgement(unwritten(head, dpia).isEmpty(), rules());
    }

    /** What has to be there before anybody advises or decides: all but the sign-off itself. */
    public List<Fault> unwritten(Head head, Dpia dpia) {
        return unwritten(head.terms(), dpia.content()).toList();
    }

    private Stream<Fault> unwritten(Terms terms, Content content) {
        var screening =
                screening(terms, content).findings().stream()
                        .filter(Screening.Finding::unanswered)
                        .map(each ->
                                new Fault(
                                        "screening." + each.criterion().id(),
                                        each.criterion().question() + " Answer yes or no."));
        var answers =
                asked(signs(terms))
                        .filter(each -> each.needed() && !content.answers().containsKey(each.id()))
                        .map(each -> new Fault("answers." + each.id(), each.title()));
        return Stream.of(screening, answers, risks(content).stream()).flatMap(each -> each);
    }

    private static List<Fault> risks(Content content) {
        if (content.risks().isEmpty()) {
            return List.of(new Fault("risks", "Name at least one risk to people."));
        }
        var faults = new ArrayList<Fault>();
        for (int i = 0; i < content.risks().size(); i++) {
            if (content.risks().get(i).treatment() == null) {
                faults.add(
                        new Fault(
                                "risks[" + i + "].treatment",
                                "Say what is done about risk " + (i + 1) + "."));
            }
        }
        return faults;
    }

    private List<Fault> unsigned(Dpia dpia) {
        var faults = new ArrayList<Fault>();
        if (dpia.advice() == null) {
            faults.add(new Fault("advice", "Record what the data protection officer advises."));
        }
        if (dpia.decision() == null) {
            faults.add(new Fault("outcome", "Record what the accountable person decides."));
        }
        if (remainsHigh(dpia.content()) && !answered(dpia)) {
            faults.add(
                    new Fault(
                            "consultation",
                            "Consult the regulator about the high risk that remains, and record the"
                                    + " answer (UK GDPR Article 36)."));
        }
        return faults;
    }

    /**
     * What keeps the agreement from being activated, as a sentence that says what to do; empty
     * where nothing does.
     *
     * <p>A full agreement whose screening says so needs an assessment that is finished and looked
     * at these very terms. Whatever the extent, an agreement waits while an assessment says that a
     * risk remains high and the regulator has not answered, or that the sharing should not go
     * ahead.
     */
    public Optional<String> obstacle(Head head, Dpia dpia) {
        return Optional.ofNullable(stopped(head, dpia)).or(() -> unfinished(head, dpia));
    }

    private Optional<String> unfinished(Head head, Dpia dpia) {
        Screening screening = screening(head.terms(), dpia.content());
        if (head.terms().particulars().extent() != Extent.FULL
                || screening.verdict() != Verdict.REQUIRED) {
            return Optional.empty();
        }
        if (!dpia.begun()) {
            return Optional.of(
                    head.reference()
                            + " needs a data protection impact assessment before it can be"
                            + " activated, because of this: "
                            + reason(screening)
                            + "; write the assessment first");
        }
        if (outOfDate(head, dpia)) {
            return Optional.of(
                    "the data protection impact assessment of "
                            + head.reference()
                            + " is out of date: it looked at other terms than these; look at it"
                            + " again, and record advice and outcome anew");
        }
        List<Fault> missing = missing(head, dpia);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the data protection impact assessment of "
                                + head.reference()
                                + " is not finished: "
                                + missing.getFirst().message()
                                + (missing.size() == 1
                                        ? ""
                                        : " (and " + (missing.size() - 1) + " more)"));
    }

    /** What an assessment itself says against going ahead. */
    private @Nullable String stopped(Head head, Dpia dpia) {
        var consultation = dpia.consultation();
        if (consultation != null
                && marks("dpia-consultation", consultation.answer()).contains("stops")) {
            return "the regulator was consulted about "
                    + head.reference()
                    + " and said that it cannot go ahead; change the terms, and look at the"
                    + " assessment again";
        }
        var advice = dpia.advice();
        var decision = dpia.decision();
        if (advice != null
                && decision != null
                && marks("dpia-advice", advice.position()).contains("against")
                && marks("dpia-outcome", decision.outcome()).contains("follows")) {
            return "the data protection officer advised against "
                    + head.reference()
                    + ", and that advice was accepted; change the terms, and look at the assessment"
                    + " again";
        }
        if (remainsHigh(dpia.content()) && !answered(dpia)) {
            return "the assessment of "
                    + head.reference()
                    + " says that a high risk remains; consult the regulator (UK GDPR Article 36)"
                    + " and record the answer, or reduce the risk";
        }
        return null;
    }

    private boolean answered(Dpia dpia) {
        var consultation = dpia.consultation();
        return consultation != null
                && !marks("dpia-consultation", consultation.answer()).contains("waits");
    }

    private static String reason(Screening screening) {
        var first = screening.reasons().getFirst();
        return first.criterion().question()
                + " ("
                + (first.computed() ? first.inShort() : "answered yes")
                + ")";
    }

    private Stream<Question> asked(Signs signs) {
        return questionnaire.questions().stream().filter(each -> each.isAsked(signs.marks()));
    }

    private Set<String> marks(String list, String code) {
        return vocabularies.list(list).marks(code);
    }

    private Signs signs(Terms terms) {
        return Signs.of(terms, vocabularies, ofAgreements);
    }
}
