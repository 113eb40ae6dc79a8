package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementTarget;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.dpia.Assessed;
import city.datastore.agreements.dpia.Dpia;
import city.datastore.agreements.dpia.DpiaReview;
import city.datastore.agreements.dpia.Screening;
import city.datastore.agreements.particulars.About;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;

/** What the pages of an assessment have in common: how it stands, its tasks, and who may write. */
final class DpiaFrame {
    private static final int RISKS = 5;
    private static final int MEASURES = 6;

    private final DpiaReview review;
    private final Vocabularies vocabularies;
    private final Gatekeeper gatekeeper;
    private final Words words;

    DpiaFrame(DpiaReview review, Vocabularies vocabularies, Gatekeeper gatekeeper, Words words) {
        this.review = review;
        this.vocabularies = vocabularies;
        this.gatekeeper = gatekeeper;
        this.words = words;
    }

    /** A risk as a list shows it; the levels by their codes. */
    record Line(
            int number,
            Dpia.Risk risk,
            String likelihood,
            String severity,
            String level,
            @Nullable String effect,
            @Nullable String residual) {}

    /** The pages that lead through steps 1 to 7, by step. */
    static final List<String> STEPS =
            List.of(
                    "need",
                    "processing",
                    "consultation",
                    "necessity",
                    "risks",
                    "measures",
                    "sign-off");

    boolean writes(Caller caller, Agreement agreement) {
        return may(caller, Act.WRITE_DPIA, agreement);
    }

    /** Whether the caller may do that to the assessment now; it stays as it is at the end. */
    boolean may(Caller caller, Act act, Agreement agreement) {
        return switch (agreement) {
            case Agreement.Draft _,
                    Agreement.Proposed _,
                    Agreement.Active _,
                    Agreement.Suspended _ ->
                    Possible.is(gatekeeper, caller, act, AgreementTarget.of(act, agreement));
            case Agreement.Expired _, Agreement.Terminated _, Agreement.Superseded _ -> false;
        };
    }

    /** What every page of it shows. */
    void describe(Assessed assessed, boolean writes, Model model) {
        var head = assessed.agreement().head();
        model.addAttribute("reference", head.reference().value());
        model.addAttribute("terms", head.terms());
        model.addAttribute("dpia", assessed.dpia());
        model.addAttribute("state", assessed.state());
        model.addAttribute("verdict", assessed.screening().verdict().word());
        model.addAttribute("reasons", reasons(assessed.screening()));
        model.addAttribute("outOfDate", assessed.outOfDate());
        model.addAttribute(
                "obstacle", Words.sentence(assessed.obstacle().map(each -> each + ".").orElse("")));
        model.addAttribute("consults", assessed.consults());
        model.addAttribute("writes", writes);
        model.addAttribute("revision", assessed.dpia().revision());
        signed(assessed.dpia(), model);
    }

    /** The words of the sign-off as people know them; null where there is none yet. */
    private void signed(Dpia dpia, Model model) {
        var advice = dpia.advice();
        var decision = dpia.decision();
        var consultation = dpia.consultation();
        model.addAttribute("advice", advice == null ? null : title("advice", advice.position()));
        model.addAttribute(
                "outcome", decision == null ? null : title("outcome", decision.outcome()));
        model.addAttribute(
                "consultation",
                consultation == null ? null : title("consultation", consultation.answer()));
    }

    private String title(String list, String code) {
        return vocabularies.list("dpia-" + list).title(code);
    }

    /** The risks with their levels, and where they are in the matrix. */
    void risks(Assessed assessed, Model model) {
        List<Dpia.Risk> risks = assessed.dpia().content().risks();
        model.addAttribute(
                "lines",
                IntStream.range(0, risks.size()).mapToObj(at -> line(at, risks.get(at))).toList());
        model.addAttribute("before", RiskMatrix.before(risks, review, vocabularies));
        model.addAttribute("after", RiskMatrix.after(risks, review, vocabularies));
    }

    private Line line(int at, Dpia.Risk risk) {
        var treatment = risk.treatment();
        return new Line(
                at + 1,
                risk,
                title("likelihood", risk.likelihood()),
                title("severity", risk.severity()),
                review.level(risk),
                treatment == null ? null : title("effect", treatment.effect()),
                treatment == null ? null : review.residual(risk).orElse(""));
    }

    /** The seven steps, each with how far it is. */
    List<Task> steps(Assessed assessed) {
        var tasks = new ArrayList<Task>();
        String base = "/agreements/" + assessed.agreement().head().reference() + "/dpia/";
        review.questionnaire()
                .groups()
                .forEach((letter, title) -> {
                    int step = letter - '0';
                    long missing = missing(assessed, step);
                    tasks.add(
                            new Task(
                                    words.say("dpia.step", step, title),
                                    base + STEPS.get(step - 1),
                                    null,
                                    missing == 0
                                            ? words.say("answers.status.done")
                                            : words.say("dpia.status.missing", missing),
                                    missing == 0 ? "green" : "yellow"));
                });
        return tasks;
    }

    /** What comes after the steps are written: advice, outcome, and where needed the regulator. */
    List<Task> signOff(Assessed assessed) {
        var tasks = new ArrayList<Task>();
        String base = "/agreements/" + assessed.agreement().head().reference() + "/dpia/";
        tasks.add(task("advice", base, assessed.dpia().advice() != null));
        tasks.add(task("outcome", base, assessed.dpia().decision() != null));
        if (assessed.consults() || assessed.dpia().consultation() != null) {
            boolean answered =
                    assessed.missing().stream()
                            .noneMatch(fault -> fault.field().equals("consultation"));
            tasks.add(task("regulator", base, answered));
        }
        return tasks;
    }

    private Task task(String page, String base, boolean done) {
        return new Task(
                words.say("dpia." + page + ".task"),
                base + page,
                null,
                words.say(done ? "answers.status.done" : "dpia.status.to-do"),
                done ? "green" : "yellow");
    }

    private long missing(Assessed assessed, int step) {
        return assessed.missing().stream().filter(fault -> step(fault.field()) == step).count();
    }

    /** The step that a missing field belongs to; 0 for the sign-off itself. */
    private int step(String field) {
        if (field.startsWith("screening.")) {
            return 1;
        }
        if (field.equals("risks")) {
            return RISKS;
        }
        if (field.startsWith("risks[")) {
            return MEASURES;
        }
        return field.startsWith("answers.")
                ? review.questionnaire()
                        .find(About.AGREEMENT, field.substring("answers.".length()))
                        .map(question -> question.group() - '0')
                        .orElse(0)
                : 0;
    }

    private List<String> reasons(Screening screening) {
        return screening.reasons().stream()
                .map(each ->
                        words.say(
                                "dpia.reason",
                                each.criterion().question(),
                                each.computed()
                                        ? each.inShort()
                                        : words.say("dpia.reason.answered")))
                .toList();
    }
}
