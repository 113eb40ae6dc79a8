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
import city.datastore.agreements.Variations;
import city.datastore.agreements.templates.Templates;
import city.datastore.audit.names.AgreementRef;
import city.datastore.platform.desk.ImpactDesk;
import city.datastore.platform.security.StepUp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One agreement: what it promises, how it came about, and the steps I can take now. */
@Controller
@RequestMapping("/agreements/{reference}")
class AgreementPage {
    /** Most steps of the history on one page. */
    private static final int SHOWN = 50;

    private static final String STEPS =
            "propose|approve|sign-off|advise|return|suspend|resume|leave|terminate";

    private final Agreements agreements;
    private final Variations variations;
    private final Gatekeeper gatekeeper;
    private final Show show;
    private final Words words;
    private final Said said;
    private final TermsReview review;
    private final ImpactDesk impacts;
    private final Consequences consequences;
    private final Remarks remarks;
    private final Obstacles obstacles;
    private final StepUp stepUp;
    private final Clock clock;

    AgreementPage(
            Agreements agreements,
            Variations variations,
            Gatekeeper gatekeeper,
            Show show,
            Words words,
            Said said,
            TermsReview review,
            ImpactDesk impacts,
            Consequences consequences,
            Remarks remarks,
            Obstacles obstacles,
            StepUp stepUp,
            Clock clock) {
        this.agreements = agreements;
        this.variations = variations;
        this.gatekeeper = gatekeeper;
        this.show = show;
        this.words = words;
        this.said = said;
        this.review = review;
        this.impacts = impacts;
        this.consequences = consequences;
        this.remarks = remarks;
        this.obstacles = obstacles;
        this.stepUp = stepUp;
        this.clock = clock;
    }

    @GetMapping
    String agreement(
            Caller caller,
            @PathVariable String reference,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        var ref = new AgreementRef(reference);
        var agreement = agreements.see(caller, ref).value();
        describe(caller, agreement, model);
        var steps = agreements.history(caller, ref).value();
        var history =
                Listed.page(SHOWN, cursor, part -> remarks.timeline(caller, ref, steps, part));
        model.addAttribute("history", history.items());
        model.addAttribute("firstHref", cursor == null ? null : "/agreements/" + ref + "#history");
        model.addAttribute(
                "nextHref",
                history.next() == null
                        ? null
                        : Link.to("/agreements/" + ref).with("cursor", history.next())
                                + "#history");
        model.addAttribute(
                "commentsOn",
                agreement instanceof Agreement.Draft || agreement instanceof Agreement.Proposed
                        ? remarks.commentsOn(caller, ref)
                        : null);
        model.addAttribute("moves", moves(caller, agreement));
        model.addAttribute(
                "edits",
                agreement instanceof Agreement.Draft && may(caller, Act.EDIT_AGREEMENT, agreement));
        var next = variations.glance(ref);
        model.addAttribute(
                "nextVersion",
                next.filter(each -> each.isShownTo(caller.agency()))
                        .map(each -> each.next().head().version())
                        .orElse(null));
        model.addAttribute("varies", next.isEmpty() && varies(caller, agreement));
        model.addAttribute("resumedBy", resumedBy(agreement));
        model.addAttribute("board", SigningBoard.of(agreement, clock.instant()));
        model.addAttribute("reminder", reminds(caller, agreement) ? caller.agency() : null);
        model.addAttribute("invites", invites(caller, agreement));
        model.addAttribute("supersedes", supersedes(caller, agreement));
        model.addAttribute(
                "reviews",
                agreement instanceof Agreement.Offered
                        && !(agreement instanceof Agreement.Proposed)
                        && may(caller, Act.SEE_USE, agreement));
        var agency = caller.agency();
        model.addAttribute(
                "publishes",
                agency != null
                        && agreement.head().isParty(agency)
                        && Possible.is(
                                gatekeeper,
                                caller,
                                Act.PUBLISH_TEMPLATE,
                                Templates.toPublish("new", agency)));
        return "pages/agreement";
    }

    @GetMapping("/{step:" + STEPS + "}")
    String step(
            Caller caller,
            @PathVariable String reference,
            @PathVariable String step,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        var agreement = agreements.see(caller, new AgreementRef(reference)).value();
        demand(caller, move(step), agreement);
        if (move(step).signs() && agreements.secondFactor(agreement) && !caller.stepUp()) {
            return stepUp.first(request, response);
        }
        if (move(step) == Move.PROPOSE
                && agreement instanceof Agreement.Draft(var head)
                && !review.review(head.terms()).missing().isEmpty()) {
            return "redirect:/agreements/" + reference + "/tasks";
        }
        return show(caller, agreement, move(step), "", FormErrors.none(), model);
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
        var move = move(step);
        var fields = new Fields(sent);
        String text = fields.text("text");
        var errors = FormErrors.none();
        if (move.demands() || text.length() > AccessRequest.Asked.MAX_TEXT) {
            AskForm.checkText(errors, "text", text, "step." + step + ".missing", words);
        }
        if (!errors.any()) {
            try {
                var now = move.take(agreements, caller, ref, Move.Sent.of(fields)).value();
                next.addFlashAttribute(
                        "done",
                        words.say(
                                "step." + step + ".done",
                                ref,
                                words.say("agreement.state." + now.state())));
                return "redirect:/agreements/" + ref;
            } catch (RefusedException e) {
                if (!e.takesSecondFactor()) {
                    throw e;
                }
                return "redirect:/agreements/" + ref + "/" + step;
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
        var agreement = agreements.see(caller, ref).value();
        demand(caller, move, agreement);
        return show(caller, agreement, move, text, errors, model);
    }

    private String show(
            Caller caller,
            Agreement agreement,
            Move move,
            String text,
            FormErrors errors,
            Model model) {
        describe(caller, agreement, model);
        model.addAttribute("read", TermsDigest.of(agreement.head()));
        model.addAttribute("base", "/agreements/" + agreement.head().reference());
        model.addAttribute("impactTitle", "impact.title");
        model.addAttribute(
                "impact",
                move.foreseen(caller, agreement)
                        .flatMap(foreseen -> impacts.of(caller, agreement, foreseen))
                        .map(foreseen -> sentences(agreement, foreseen))
                        .orElse(null));
        model.addAttribute("move", move);
        model.addAttribute("office", move.office(caller, agreement));
        model.addAttribute("agency", caller.agency());
        model.addAttribute("commentsOn", remarks.commentsOn(caller, agreement.head().reference()));
        model.addAttribute("typed", text);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", AccessRequest.Asked.MAX_TEXT);
        model.addAttribute("promises", said.promisesOfAll(agreement.head()));
        return "pages/agreement-step";
    }

    /** With the next version, where that comes into force by it. */
    private List<String> sentences(Agreement agreement, ImpactDesk.Foreseen foreseen) {
        var after = foreseen.head();
        var sentences =
                consequences.sentences(foreseen.impact(), agreement.head().terms(), after.terms());
        return after.version() == agreement.head().version()
                ? sentences
                : Stream.concat(
                                Stream.of(words.say("impact.version", after.version())),
                                sentences.stream())
                        .toList();
    }

    private void describe(Caller caller, Agreement agreement, Model model) {
        var head = agreement.head();
        model.addAttribute("agreement", agreement);
        model.addAttribute("reference", head.reference().value());
        model.addAttribute("terms", head.terms());
        model.addAttribute("promises", said.promises(agreement));
        model.addAttribute("promised", Said.promised(agreement));
        model.addAttribute("stop", stop(agreement));
        model.addAttribute("chapters", said.chapters(head.terms()));
        model.addAttribute("obstacle", obstacles.to(agreement));
        model.addAttribute("expiring", agreement.expiringAt(clock.instant()));
        model.addAttribute("openComments", remarks.openOn(caller, head.reference()));
        model.addAttribute(
                "successor",
                agreement instanceof Agreement.Superseded it ? it.successor().value() : null);
    }

    private List<Move> moves(Caller caller, Agreement agreement) {
        var agency = caller.agency();
        return agency == null
                ? List.of()
                : Arrays.stream(Move.values())
                        .filter(move -> move.possibleFor(caller, agency, agreement))
                        .filter(move -> may(caller, move.act(), agreement))
                        .toList();
    }

    private void demand(Caller caller, Move move, Agreement agreement) {
        Possible.demand(gatekeeper, caller, move.act(), AgreementTarget.of(move.act(), agreement));
    }

    private boolean may(Caller caller, Act act, Agreement agreement) {
        return Possible.is(gatekeeper, caller, act, AgreementTarget.of(act, agreement));
    }

    private boolean reminds(Caller caller, Agreement agreement) {
        return (agreement instanceof Agreement.Proposed || agreement instanceof Agreement.Active)
                && may(caller, Act.NUDGE_PARTY, agreement);
    }

    /** Whether the reader's agency has signed and gives data, so that it can invite another. */
    private boolean invites(Caller caller, Agreement agreement) {
        return agreement instanceof Agreement.Active active
                && hasSigned(caller, active)
                && agreement.head().terms().parties().stream()
                        .anyMatch(party -> party.provides() && caller.of(party.agency()))
                && may(caller, Act.INVITE_PARTY, agreement);
    }

    private boolean varies(Caller caller, Agreement agreement) {
        return (agreement instanceof Agreement.Active || agreement instanceof Agreement.Suspended)
                && hasSigned(caller, (Agreement.Offered) agreement)
                && may(caller, Act.VARY_AGREEMENT, agreement);
    }

    private boolean supersedes(Caller caller, Agreement agreement) {
        return (agreement instanceof Agreement.Active || agreement instanceof Agreement.Suspended)
                && hasSigned(caller, (Agreement.Offered) agreement)
                && may(caller, Act.SUPERSEDE_AGREEMENT, agreement);
    }

    private static boolean hasSigned(Caller caller, Agreement.Offered agreement) {
        return caller.agency() != null && agreement.hasSigned(caller.agency());
    }

    /** The one agency that can resume it, by name; null where there is none, or several. */
    private @Nullable String resumedBy(Agreement agreement) {
        return agreement instanceof Agreement.Suspended suspended
                        && suspended.hasSigned(suspended.stop().agency())
                ? show.agency(suspended.stop().agency())
                : null;
    }

    private static Agreement.@Nullable Stop stop(Agreement agreement) {
        return switch (agreement) {
            case Agreement.Suspended suspended -> suspended.stop();
            case Agreement.Terminated terminated -> terminated.stop();
            case Agreement.Superseded superseded -> superseded.stop();
            case Agreement.Draft _, Agreement.Proposed _, Agreement.Active _, Agreement.Expired _ ->
                    null;
        };
    }

    private static Move move(String step) {
        return Move.of(step).orElseThrow();
    }
}
