package city.datastore.agreements.dpia;

import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.AnswerRules;
import city.datastore.agreements.Faults;
import city.datastore.agreements.Terms;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.Vocabulary;
import city.datastore.agreements.dpia.Dpia.Advice;
import city.datastore.agreements.dpia.Dpia.Consultation;
import city.datastore.agreements.dpia.Dpia.Content;
import city.datastore.agreements.dpia.Dpia.Decision;
import city.datastore.agreements.dpia.Dpia.Risk;
import city.datastore.agreements.dpia.Dpia.Told;
import city.datastore.agreements.dpia.Dpia.Treatment;
import city.datastore.agreements.particulars.About;
import city.datastore.agreements.particulars.Answer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rules that what is written in an assessment has to keep before anybody stores it. */
public final class DpiaCheck {
    /** Most risks of one assessment. */
    public static final int MAX_RISKS = 50;

    /** Longest description of a risk, in characters. */
    public static final int MAX_RISK = 1_000;

    /** Longest text of any other field, in characters. */
    public static final int MAX_TEXT = 2_000;

    /** Longest name or reference, in characters. */
    public static final int MAX_NAME = 200;

    private final DpiaReview review;
    private final Vocabularies vocabularies;
    private final AnswerRules answerRules;

    public DpiaCheck(DpiaReview review, Vocabularies vocabularies) {
        this.review = review;
        this.vocabularies = vocabularies;
        this.answerRules = new AnswerRules(vocabularies);
    }

    /**
     * That there is an assessment of these terms to advise on and to decide.
     *
     * @throws WrongState where it is of other terms
     * @throws BadTerms that names every field that is missing
     */
    void requireWritten(Assessed now) {
        var head = now.agreement().head();
        if (now.outOfDate()) {
            throw new WrongState(
                    "the assessment of "
                            + head.reference()
                            + " looked at other terms than these; look at it again first");
        }
        var missing = review.unwritten(head, now.dpia());
        if (!missing.isEmpty()) {
            throw new BadTerms(missing);
        }
    }

    /**
     * The same content in its stored spelling.
     *
     * @throws BadTerms that names every fault
     */
    Content check(Terms terms, Content given) {
        var faults = new Faults();
        var screening = screening(terms, given, faults);
        var answers = answers(given, faults);
        var risks = risks(given.risks(), faults);
        faults.throwIfAny();
        return new Content(screening, answers, risks);
    }

    Advice check(Advice given) {
        var faults = new Faults();
        String adviser = given.adviser().strip();
        String text = given.text().strip();
        faults.text("adviser", "the name", adviser, 1, MAX_NAME, false);
        faults.text("text", "the advice", text, 1, MAX_TEXT, true);
        String position = word(faults, "position", "dpia-advice", given.position());
        faults.throwIfAny();
        return new Advice(given.by(), adviser, position, text);
    }

    Decision check(Decision given) {
        var faults = new Faults();
        String decider = given.decider().strip();
        String reasons = given.reasons().strip();
        faults.text("decider", "the name", decider, 1, MAX_NAME, false);
        String outcome = word(faults, "outcome", "dpia-outcome", given.outcome());
        boolean needed = list("dpia-outcome").marks(outcome).contains("reasons");
        faults.text("reasons", "the reasons", reasons, needed ? 1 : 0, MAX_TEXT, true);
        faults.throwIfAny();
        return new Decision(given.by(), decider, outcome, reasons);
    }

    Consultation check(Consultation given, LocalDate today) {
        var faults = new Faults();
        String reference = given.reference().strip();
        String text = given.text().strip();
        faults.text("reference", "the reference", reference, 1, MAX_NAME, false);
        faults.text("text", "the text", text, 0, MAX_TEXT, true);
        String answer = word(faults, "answer", "dpia-consultation", given.answer());
        if (given.asked().isAfter(today) || given.asked().isBefore(today.minusYears(10))) {
            faults.add(
                    "asked",
                    given.asked() + " is no day of the last ten years; say when it was sent");
        }
        faults.throwIfAny();
        return new Consultation(given.by(), reference, given.asked(), answer, text);
    }

    private SortedMap<String, Told> screening(Terms terms, Content given, Faults faults) {
        var checked = new TreeMap<String, Told>();
        var findings = review.screening(terms, Content.NONE).findings();
        given.screening()
                .forEach((id, told) -> {
                    String path = "screening." + id;
                    if (review.method().criterion(id).isEmpty()) {
                        faults.add(path, "there is no such criterion");
                        return;
                    }
                    String explanation = told.explanation().strip();
                    faults.text(path, "the explanation", explanation, 0, MAX_TEXT, true);
                    if (Boolean.FALSE.equals(told.yes())) {
                        findings.stream()
                                .filter(each -> each.criterion().id().equals(id))
                                .filter(Screening.Finding::computed)
                                .forEach(each ->
                                        faults.add(
                                                path,
                                                "the agreement itself says yes ("
                                                        + each.because().getFirst().text()
                                                        + "); explain it, or change the"
                                                        + " agreement"));
                    }
                    if (told.yes() != null || !explanation.isEmpty()) {
                        checked.put(id, new Told(told.yes(), explanation));
                    }
                });
        return checked;
    }

    private SortedMap<String, Answer> answers(Content given, Faults faults) {
        var checked = new TreeMap<String, Answer>();
        given.answers()
                .forEach((id, answer) -> {
                    String path = "answers." + id;
                    var question = review.questionnaire().find(About.AGREEMENT, id);
                    if (question.isEmpty()) {
                        faults.add(path, "there is no such question");
                    } else {
                        checked.put(id, answerRules.check(question.get(), path, answer, faults));
                    }
                });
        return checked;
    }

    private List<Risk> risks(List<Risk> given, Faults faults) {
        if (!faults.count("risks", given.size(), 0, MAX_RISKS, "risk", "risks")) {
            return given;
        }
        var checked = new ArrayList<Risk>();
        for (int i = 0; i < given.size(); i++) {
            checked.add(risk("risks[" + i + "]", given.get(i), faults));
        }
        return checked;
    }

    private Risk risk(String path, Risk given, Faults faults) {
        String text = given.text().strip();
        faults.text(path + ".text", "the risk", text, 1, MAX_RISK, true);
        String likelihood =
                word(faults, path + ".likelihood", "dpia-likelihood", given.likelihood());
        String severity = word(faults, path + ".severity", "dpia-severity", given.severity());
        var risk = new Risk(text, likelihood, severity, null);
        Treatment treatment = given.treatment();
        return treatment == null
                ? risk
                : risk.treated(treatment(path + ".treatment", risk, treatment, faults));
    }

    private Treatment treatment(String path, Risk risk, Treatment given, Faults faults) {
        String measures = given.measures().strip();
        faults.text(path + ".measures", "what is done", measures, 1, MAX_TEXT, true);
        String effect = word(faults, path + ".effect", "dpia-effect", given.effect());
        if (!list("dpia-effect").marks(effect).contains("less")) {
            return new Treatment(effect, measures, null, null);
        }
        String likelihood =
                word(faults, path + ".likelihood", "dpia-likelihood", given.likelihood());
        String severity = word(faults, path + ".severity", "dpia-severity", given.severity());
        if (place("dpia-likelihood", likelihood) > place("dpia-likelihood", risk.likelihood())
                || place("dpia-severity", severity) > place("dpia-severity", risk.severity())) {
            faults.add(
                    path + ".effect",
                    "what remains of a risk that is made smaller cannot be likelier or more severe"
                            + " than the risk was");
        }
        return new Treatment(effect, measures, likelihood, severity);
    }

    private String word(Faults faults, String path, String list, @Nullable String written) {
        return faults.word(path, list(list), Objects.requireNonNullElse(written, ""));
    }

    /** Where a word stands in its list, the least first. */
    private int place(String list, String code) {
        var entries = list(list).entries();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).code().equals(code)) {
                return i;
            }
        }
        return -1;
    }

    private Vocabulary list(String name) {
        return vocabularies.list(name);
    }
}
