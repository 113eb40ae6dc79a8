package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.PermitSource;
import city.datastore.access.policy.PolicyEngine;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsDigest;
import city.datastore.agreements.dpia.Assessed;
import city.datastore.agreements.dpia.Description;
import city.datastore.agreements.dpia.Dpia;
import city.datastore.agreements.dpia.Dpia.Advice;
import city.datastore.agreements.dpia.Dpia.Consultation;
import city.datastore.agreements.dpia.Dpia.Content;
import city.datastore.agreements.dpia.Dpia.Decision;
import city.datastore.agreements.dpia.Dpia.Looked;
import city.datastore.agreements.dpia.Dpia.Risk;
import city.datastore.agreements.dpia.Dpia.Told;
import city.datastore.agreements.dpia.Dpia.Treatment;
import city.datastore.agreements.dpia.Dpia.Writer;
import city.datastore.agreements.dpia.DpiaReview;
import city.datastore.agreements.dpia.Screening.Finding;
import city.datastore.agreements.particulars.Answer;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.ui.ConcurrentModel;
import org.springframework.ui.Model;

/** The pages of an impact assessment in every state worth looking at. */
final class DpiaGallery {
    static final DpiaReview REVIEW = DpiaReview.load(Samples.VOCABULARIES, Samples.QUESTIONS);

    private static final SignedIn LEAD =
            new SignedIn("brent.ig", "Brent Council", Set.of(Role.IG_LEAD));
    private static final SignedIn OFFICER =
            new SignedIn("gla.officer", "Greater London Authority", Set.of(Role.OFFICER));
    private static final Writer BRENT =
            new Writer(Samples.BRENT, new PersonId("p-brent"), "brent.ig", Samples.NOW);
    private static final Writer GLA =
            new Writer(Samples.GLA, new PersonId("p-gla"), "gla.ig", Samples.NOW);

    private final Words words = new RenderedPages().words();
    private final Show show = new Show(Samples.agencies(), Samples.VOCABULARIES, words);
    private final Said said =
            new Said(Samples.QUESTIONS, Samples.VOCABULARIES, Samples.COLLEAGUE, show, words);
    private final DpiaFrame frame =
            new DpiaFrame(
                    REVIEW,
                    Samples.VOCABULARIES,
                    new Gatekeeper(
                            new PolicyEngine(),
                            new NoPermits(),
                            (_, _) -> List.of(),
                            (_, _) -> List.of(),
                            _ -> List.of(),
                            _ -> List.of(),
                            (_, _, _) -> "kept",
                            _ -> {},
                            Clock.fixed(Samples.NOW, ZoneOffset.UTC)),
                    words);
    private final DpiaForms forms = new DpiaForms(Samples.VOCABULARIES, words);
    private final Gallery.Wall wall;

    /** The gate is not asked about data here. */
    private static final class NoPermits implements PermitSource {
        @Override
        public List<Permit> permits(DatasetId dataset, AgencyCode receiver) {
            return List.of();
        }

        @Override
        public Optional<Permit> permit(AgreementRef agreement) {
            return Optional.empty();
        }
    }

    DpiaGallery(Gallery.Wall wall) {
        this.wall = wall;
    }

    static Assessed assessed(Terms terms, Dpia dpia) {
        var head = new Agreement.Head(Samples.DSA, 1, 3, terms, Samples.BRENT);
        return Assessed.of(new Agreement.Draft(head), dpia, REVIEW);
    }

    private static Dpia none() {
        return Dpia.none(Samples.DSA);
    }

    private static Dpia written(Terms terms) {
        var head = new Agreement.Head(Samples.DSA, 1, 3, terms, Samples.BRENT);
        var told = new TreeMap<String, Told>();
        REVIEW.screening(terms, Content.NONE).findings().stream()
                .filter(Finding::unanswered)
                .forEach(each -> told.put(each.criterion().id(), new Told(false, "")));
        var answers = new TreeMap<String, Answer>();
        for (int step = 1; step <= DpiaFrame.STEPS.size(); step++) {
            REVIEW.asked(terms, step)
                    .forEach(question ->
                            answers.put(
                                    question.id(), Answer.of("We asked residents in March 2026.")));
        }
        var risks =
                List.of(
                        new Risk(
                                "A sole trader is taken for somebody else and loses a contract.",
                                "probable",
                                "severe",
                                new Treatment(
                                        "reduced",
                                        "Names are matched by two people.",
                                        "possible",
                                        "severe")),
                        new Risk(
                                "Somebody reads about a person they know.",
                                "possible",
                                "significant",
                                new Treatment(
                                        "reduced", "Reading is recorded.", "remote", "minimal")),
                        new Risk(
                                "Somebody’s home address is published.",
                                "remote",
                                "severe",
                                new Treatment(
                                        "eliminated", "The column is not shared.", null, null)));
        return none().written(
                        new Content(told, answers, risks),
                        new Looked(1, TermsDigest.of(head), BRENT));
    }

    private static Dpia signed(Terms terms) {
        return written(terms)
                .advised(
                        new Advice(
                                BRENT,
                                "Data protection officer of Brent",
                                "agrees_with_conditions",
                                "Consult the regulator about the first risk."))
                .decided(
                        new Decision(
                                GLA,
                                "Senior information risk owner of the GLA",
                                "overruled",
                                "The measures are enough, and the audit is due."))
                .consulted(
                        new Consultation(
                                BRENT,
                                "IC-123456-X7",
                                LocalDate.of(2026, 9, 1),
                                "advice",
                                "Match by two people."));
    }

    void show() {
        var terms = AgreementSamples.linking();
        list("dpia-not-begun", assessed(terms, none()), true);
        list("dpia-nobody", assessed(terms, none()), false);
        list("dpia-unfinished", assessed(terms, written(terms)), true);
        list("dpia-finished", assessed(terms, signed(terms)), false);
        list("dpia-out-of-date", assessed(AgreementSamples.full(), signed(terms)), true);
        steps(terms);
        risks(terms);
        signOff(terms);
    }

    private void list(String name, Assessed assessed, boolean writes) {
        var model = described(assessed, writes);
        frame.risks(assessed, model);
        model.addAttribute("steps", frame.steps(assessed));
        model.addAttribute("signOff", frame.signOff(assessed));
        hang(name, "dpia", writes, model);
    }

    private Model described(Assessed assessed, boolean writes) {
        var model = new ConcurrentModel();
        frame.describe(assessed, writes, model);
        return model;
    }

    private void hang(String name, String template, boolean writes, Model model) {
        wall.page(
                name,
                template,
                "agreements",
                writes ? LEAD : OFFICER,
                new HashMap<>(model.asMap()));
    }

    private void steps(Terms terms) {
        var pages =
                new DpiaSteps(
                        REVIEW,
                        new Description(REVIEW.method(), Samples.VOCABULARIES, Samples.QUESTIONS),
                        Samples.VOCABULARIES,
                        said,
                        words);
        for (String step : List.of("need", "processing", "consultation", "necessity", "sign-off")) {
            int number = DpiaFrame.STEPS.indexOf(step) + 1;
            var blank = assessed(terms, none());
            var model = described(blank, true);
            pages.show(blank, number, pages.stored(blank, number), FormErrors.none(), model);
            hang("dpia-" + step, "dpia-step", true, model);
        }
        var written = assessed(terms, written(terms));
        var read = described(written, false);
        pages.show(written, 1, pages.stored(written, 1), FormErrors.none(), read);
        hang("dpia-need-read", "dpia-step", false, read);
        var wrong = described(written, true);
        var typed = new TreeMap<>(pages.stored(written, 1));
        typed.put("need", "Another text");
        wrong.addAttribute("differences", pages.differences(written, 1, typed));
        var errors = FormErrors.of("need", "The answer has 2,100 characters");
        pages.show(written, 1, typed, errors, wrong);
        hang("dpia-need-error", "dpia-step", true, wrong);
    }

    private void risks(Terms terms) {
        for (String kind : List.of("risks", "measures")) {
            var written = assessed(terms, written(terms));
            var model = described(written, true);
            list(kind, written, model);
            hang("dpia-" + kind, "dpia-risks", true, model);
        }
        var blank = assessed(terms, none());
        var none = described(blank, true);
        list("risks", blank, none);
        hang("dpia-risks-none", "dpia-risks", true, none);

        var risk = written(terms).content().risks().getFirst();
        var typed = DpiaRisksPage.typed(risk);
        form("dpia-risk", DpiaRisksPage.riskForm(forms, words, "1", typed), FormErrors.none());
        var errors = FormErrors.of("text", "The risk is empty; it needs 1 to 1000 characters");
        errors.add("likelihood", forms.fault("likelihood", "", "Choose one"));
        var empty = DpiaRisksPage.Typed.BLANK;
        form("dpia-risk-error", DpiaRisksPage.riskForm(forms, words, "new", empty), errors);
        form(
                "dpia-measure",
                DpiaRisksPage.measuresForm(forms, words, "1", typed),
                FormErrors.none());
        form(
                "dpia-measure-error",
                DpiaRisksPage.measuresForm(forms, words, "1", typed),
                FormErrors.of("effect", words.say("dpia.changed")));
    }

    private void list(String kind, Assessed assessed, Model model) {
        frame.risks(assessed, model);
        model.addAttribute("kind", kind);
        model.addAttribute("harms", "Somebody is shamed.");
        model.addAttribute(
                "hazards",
                REVIEW.hazards(assessed.agreement().head().terms(), assessed.dpia().content()));
    }

    private void signOff(Terms terms) {
        for (String kind : List.of("advice", "outcome", "regulator")) {
            var blank = DpiaSignOffPage.Typed.BLANK;
            form(
                    "dpia-" + kind,
                    DpiaSignOffPage.form(forms, words, kind, blank),
                    FormErrors.none());
            form(
                    "dpia-" + kind + "-error",
                    DpiaSignOffPage.form(forms, words, kind, blank),
                    FormErrors.of("who", "The name is empty; it needs 1 to 200 characters"));
        }
        var read = described(assessed(terms, signed(terms)), false);
        read.addAttribute(
                "form", DpiaSignOffPage.form(forms, words, "advice", DpiaSignOffPage.Typed.BLANK));
        hang("dpia-advice-read", "dpia-form", false, read);
    }

    private void form(String name, DpiaForms.Form form, FormErrors errors) {
        var model = described(assessed(AgreementSamples.linking(), none()), true);
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        hang(name, "dpia-form", true, model);
    }
}
