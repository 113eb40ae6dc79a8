package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementTarget;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Move.Supersede;
import city.datastore.agreements.Succession;
import city.datastore.audit.names.AgreementRef;
import city.datastore.platform.desk.ImpactDesk;
import java.util.List;
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

/** Naming the agreement that takes another one's place, and what that stops. */
@Controller
@RequestMapping("/agreements/{reference}/supersede")
class AgreementSuccessorPage {
    private final Agreements agreements;
    private final Succession succession;
    private final Gatekeeper gatekeeper;
    private final ImpactDesk impacts;
    private final Consequences consequences;
    private final Words words;

    AgreementSuccessorPage(
            Agreements agreements,
            Succession succession,
            Gatekeeper gatekeeper,
            ImpactDesk impacts,
            Consequences consequences,
            Words words) {
        this.agreements = agreements;
        this.succession = succession;
        this.gatekeeper = gatekeeper;
        this.impacts = impacts;
        this.consequences = consequences;
        this.words = words;
    }

    @GetMapping
    String successor(Caller caller, @PathVariable String reference, Model model) {
        return successor(caller, reference, "", FormErrors.none(), model);
    }

    @PostMapping
    String supersede(
            Caller caller,
            @PathVariable String reference,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        String typed = new Fields(sent).text("by");
        var errors = FormErrors.none();
        var by =
                words.name(
                        errors, "by", typed, words.say("supersede.by.missing"), AgreementRef::new);
        if (by != null
                && AgreementPartiesPage.done(
                        errors,
                        "by",
                        () -> succession.supersede(caller, new AgreementRef(reference), by))) {
            next.addFlashAttribute("done", words.say("supersede.done", reference, by));
            return "redirect:/agreements/" + reference;
        }
        return successor(caller, reference, typed, errors, model);
    }

    private String successor(
            Caller caller, String reference, String typed, FormErrors errors, Model model) {
        var agreement = agreements.see(caller, new AgreementRef(reference)).value();
        Possible.demand(
                gatekeeper,
                caller,
                Act.SUPERSEDE_AGREEMENT,
                AgreementTarget.of(Act.SUPERSEDE_AGREEMENT, agreement));
        AgreementPartiesPage.describe(agreement, reference, errors, model);
        model.addAttribute("impact", impact(caller, agreement));
        model.addAttribute("by", typed);
        return "pages/agreement-supersede";
    }

    /** Null where the reader cannot replace it; whatever comes after it, the same stops. */
    private @Nullable List<String> impact(Caller caller, Agreement agreement) {
        var head = agreement.head();
        return impacts.of(caller, agreement, by -> new Supersede(by, head.reference()))
                .map(foreseen ->
                        consequences.sentences(foreseen.impact(), head.terms(), head.terms()))
                .orElse(null);
    }
}
