package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.requests.AccessRequest;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementException;
import city.datastore.agreements.AgreementTarget;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.TermsDigest;
import city.datastore.agreements.TermsReview;
import city.datastore.agreements.VariationSigning;
import city.datastore.agreements.Variations;
import city.datastore.agreements.Varied;
import city.datastore.audit.names.AgreementRef;
import city.datastore.platform.desk.ImpactDesk;
import city.datastore.platform.security.StepUp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The next version of an agreement in force: what changes, whom it concerns, and the steps. */
@Controller
@RequestMapping("/agreements/{reference}/variation")
class VariationPage {
    private static final String STEPS = "propose|approve|sign-off|advise|return|withdraw";

    private final Agreements agreements;
    private final Variations variations;
    private final VariationSigning signing;
    private final TermsReview review;
    private final Changed changed;
    private final Said said;
    private final ImpactDesk impacts;
    private final Consequences consequences;
    private final Remarks remarks;
    private final Obstacles obstacles;
    private final StepUp stepUp;
    private final Gatekeeper gatekeeper;
    private final Clock clock;
    private final Words words;

    VariationPage(
            Agreements agreements,
            Variations variations,
            VariationSigning signing,
            TermsReview review,
            Changed changed,
            Said said,
            ImpactDesk impacts,
            Consequences consequences,
            Remarks remarks,
            Obstacles obstacles,
            StepUp stepUp,
            Gatekeeper gatekeeper,
            Clock clock,
            Words words) {
        this.agreements = agreements;
        this.variations = variations;
        this.signing = signing;
        this.review = review;
        this.changed = changed;
        this.said = said;
        this.impacts = impacts;
        this.consequences = consequences;
        this.remarks = remarks;
        this.obstacles = obstacles;
        this.stepUp = stepUp;
        this.gatekeeper = gatekeeper;
        this.clock = clock;
        this.words = words;
    }

    @GetMapping
    String next(Caller caller, @PathVariable String reference, Model model) {
        var ref = new AgreementRef(reference);
        return show(caller, ref, variations.see(caller, ref).value(), FormErrors.none(), model);
    }

    /** Begins it. */
    @PostMapping
    String begin(
            Caller caller, @PathVariable String reference, Model model, RedirectAttributes next) {
        var ref = new AgreementRef(reference);
        var errors = FormErrors.none();
        try {
            variations.begin(caller, ref);
            next.addFlashAttribute("done", words.say("variation.begun", ref));
            return "redirect:/agreements/" + ref + "/variation";
        } catch (AgreementException.WrongState e) {
            errors.add(FormErrors.STEP, Words.sentence(e.getMessage()));
        }
        return show(caller, ref, variations.see(caller, ref).value(), errors, model);
    }

    private String show(
            Caller caller,
            AgreementRef ref,
            Optional<Varied> found,
            FormErrors errors,
            Model model) {
        model.addAttribute("reference", ref.value());
        model.addAttribute("errors", errors);
        if (found.isEmpty()) {
            var agreement = agreements.see(caller, ref).value();
            Possible.demand(
                    gatekeeper,
                    caller,
                    Act.VARY_AGREEMENT,
                    AgreementTarget.of(Act.VARY_AGREEMENT, agreement));
            model.addAttribute("terms", agreement.head().terms());
            return "pages/agreement-vary";
        }
        var varied = found.get();
        describe(caller, varied, model);
        model.addAttribute("moves", moves(caller, varied));
        model.addAttribute(
                "reminder",
                Possible.is(
                                gatekeeper,
                                caller,
                                Act.NUDGE_PARTY,
                                AgreementTarget.of(varied, /* secondFactor= */ false))
                        ? caller.agency()
                        : null);
        model.addAttribute("commentsOn", remarks.commentsOn(caller, ref));
        model.addAttribute(
                "writes",
                varied.next() instanceof Agreement.Draft
                        && Drafts.writes(caller, varied)
                        && Possible.is(
                                gatekeeper,
                                caller,
                                Act.EDIT_AGREEMENT,
                                AgreementTarget.of(varied, /* secondFactor= */ false)));
        model.addAttribute("extent", varied.next().head().terms().particulars().extent().word());
        return "pages/agreement-variation";
    }

    private void describe(Caller caller, Varied varied, Model model) {
        var head = varied.next().head();
        model.addAttribute("agreement", varied.next());
        model.addAttribute("meanwhile", varied.now().state());
        model.addAttribute("terms", head.terms());
        model.addAttribute("version", head.version());
        model.addAttribute("obstacle", obstacles.to(varied.next()));
        model.addAttribute("openComments", remarks.openOn(caller, head.reference()));
        model.addAttribute("changes", changed.lines(varied.changes()));
        model.addAttribute("promises", said.promisesOfAll(head));
        model.addAttribute(
                "impact",
                consequences.sentences(
                        impacts.of(varied), varied.now().head().terms(), head.terms()));
        model.addAttribute("impactTitle", "impact.title.next");
        model.addAttribute("asked", varied.asked());
        model.addAttribute("left", varied.left());
        model.addAttribute("board", SigningBoard.of(varied, clock.instant()));
    }

    private static List<Move> moves(Caller caller, Varied varied) {
        var agency = caller.agency();
        return agency == null
                ? List.of()
                : Arrays.stream(Move.values())
                        .filter(move -> move.possibleFor(caller, agency, varied))
                        .filter(move -> move.isFor(caller))
                        .filter(move -> !(move == Move.RETURN && offered(caller, varied)))
                        .toList();
    }

    private static boolean offered(Caller caller, Varied varied) {
        return varied.next() instanceof Agreement.Proposed it && caller.of(it.offeredBy().agency());
    }

    @GetMapping("/{step:" + STEPS + "}")
    String step(
            Caller caller,
            @PathVariable String reference,
            @PathVariable String step,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        var ref = new AgreementRef(reference);
        var varied = variations.see(caller, ref).value();
        var move = Move.of(step).orElseThrow();
        if (varied.isEmpty()) {
            return "redirect:/agreements/" + ref;
        }
        demand(caller, move, varied.get());
        if (move == Move.PROPOSE
                && !review.review(varied.get().next().head().terms()).missing().isEmpty()) {
            return "redirect:/agreements/" + ref + "/tasks";
        }
        if (move.signs() && variations.secondFactor(varied.get()) && !caller.stepUp()) {
            return stepUp.first(request, response);
        }
        return ask(caller, varied.get(), move, "", FormErrors.none(), model);
    }

    @PostMapping("/{step:" + STEPS + "}")
    String take(
            Caller caller,
            @PathVariable String reference,
            @PathVariable String step,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var ref = new AgreementRef(reference);
        var move = Move.of(step).orElseThrow();
        var found = variations.see(caller, ref).value();
        if (found.isEmpty()) {
            return "redirect:/agreements/" + ref;
        }
        var fields = new Fields(sent);
        String text = fields.text("text");
        var errors = FormErrors.none();
        if (move.demands() || text.length() > AccessRequest.Asked.MAX_TEXT) {
            AskForm.checkText(errors, "text", text, "step." + step + ".missing", words);
        }
        if (!errors.any()) {
            try {
                var now = move.take(signing, caller, ref, Move.Sent.of(fields)).value();
                boolean over = now instanceof Agreement.Active || move == Move.WITHDRAW;
                next.addFlashAttribute(
                        "done",
                        words.say(
                                now instanceof Agreement.Active
                                        ? "variation.adopted"
                                        : "variation.done." + step,
                                ref,
                                now.head().version()));
                return "redirect:/agreements/" + ref + (over ? "" : "/variation");
            } catch (RefusedException e) {
                if (!e.takesSecondFactor()) {
                    throw e;
                }
                return "redirect:/agreements/" + ref + "/variation/" + step;
            } catch (AgreementException.WrongState
                    | AgreementException.OwnProposal
                    | AgreementException.WrongSigner
                    | AgreementException.ChangedMeanwhile e) {
                errors.add(move.asks() ? "text" : FormErrors.STEP, Words.sentence(e.getMessage()));
            } catch (AgreementException.BadTerms e) {
                e.faults()
                        .forEach(one -> errors.add(FormErrors.STEP, Words.sentence(one.message())));
            }
        }
        var now = variations.see(caller, ref).value().orElse(found.get());
        demand(caller, move, now);
        return ask(caller, now, move, text, errors, model);
    }

    private void demand(Caller caller, Move move, Varied varied) {
        Possible.demand(
                gatekeeper,
                caller,
                move.act(),
                AgreementTarget.of(varied, /* secondFactor= */ false));
    }

    private String ask(
            Caller caller, Varied varied, Move move, String text, FormErrors errors, Model model) {
        describe(caller, varied, model);
        String reference = varied.now().head().reference().value();
        model.addAttribute("reference", reference);
        model.addAttribute("base", "/agreements/" + reference + "/variation");
        model.addAttribute("read", TermsDigest.of(varied.next().head()));
        model.addAttribute("move", move);
        model.addAttribute("office", move.office(caller, varied.next()));
        model.addAttribute("agency", caller.agency());
        model.addAttribute(
                "commentsOn", remarks.commentsOn(caller, varied.now().head().reference()));
        model.addAttribute("typed", text);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", AccessRequest.Asked.MAX_TEXT);
        return "pages/agreement-step";
    }
}
