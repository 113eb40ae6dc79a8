package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementException;
import city.datastore.agreements.AgreementTarget;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Invitations;
import city.datastore.agreements.Terms;
import city.datastore.agreements.VariationSigning;
import city.datastore.agreements.Variations;
import city.datastore.agreements.Vocabularies;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.util.List;
import java.util.function.Consumer;
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

/** Reminding a party, and inviting an agency. */
@Controller
@RequestMapping("/agreements/{reference}")
class AgreementPartiesPage {
    private static final String PATH = "/agreements/";

    private final Agreements agreements;
    private final Variations variations;
    private final VariationSigning signing;
    private final Invitations invitations;
    private final Gatekeeper gatekeeper;
    private final Agencies agencies;
    private final Vocabularies vocabularies;
    private final Show show;
    private final Words words;

    AgreementPartiesPage(
            Agreements agreements,
            Variations variations,
            VariationSigning signing,
            Invitations invitations,
            Gatekeeper gatekeeper,
            Agencies agencies,
            Vocabularies vocabularies,
            Show show,
            Words words) {
        this.agreements = agreements;
        this.variations = variations;
        this.signing = signing;
        this.invitations = invitations;
        this.gatekeeper = gatekeeper;
        this.agencies = agencies;
        this.vocabularies = vocabularies;
        this.show = show;
        this.words = words;
    }

    /** An invitation as a lead types it. */
    record Invitation(String agency, String role, List<String> does) {
        static final Invitation BLANK =
                new Invitation("", "independent_controller", List.of("receives"));

        static Invitation of(Fields fields) {
            return new Invitation(fields.text("agency"), fields.text("role"), fields.all("does"));
        }
    }

    @GetMapping("/nudge")
    String reminder(
            Caller caller,
            @PathVariable String reference,
            @RequestParam MultiValueMap<String, String> sent,
            Model model) {
        return reminder(caller, reference, new Fields(sent), FormErrors.none(), model);
    }

    private String reminder(
            Caller caller, String reference, Fields fields, FormErrors errors, Model model) {
        describe(caller, Act.NUDGE_PARTY, reference, errors, model);
        return reminder(PATH + reference, fields, model);
    }

    @PostMapping("/nudge")
    String remind(
            Caller caller,
            @PathVariable String reference,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        var errors = FormErrors.none();
        return reminded(
                        errors,
                        fields,
                        agency -> invitations.nudge(caller, new AgreementRef(reference), agency),
                        next)
                ? "redirect:" + PATH + reference
                : reminder(caller, reference, fields, errors, model);
    }

    /** To sign the next version. */
    @GetMapping("/variation/nudge")
    String nextReminder(
            Caller caller,
            @PathVariable String reference,
            @RequestParam MultiValueMap<String, String> sent,
            Model model) {
        return nextReminder(caller, reference, new Fields(sent), FormErrors.none(), model);
    }

    private String nextReminder(
            Caller caller, String reference, Fields fields, FormErrors errors, Model model) {
        var varied = variations.see(caller, new AgreementRef(reference)).value();
        if (varied.isEmpty()) {
            return "redirect:" + PATH + reference;
        }
        Possible.demand(
                gatekeeper,
                caller,
                Act.NUDGE_PARTY,
                AgreementTarget.of(varied.get(), /* secondFactor= */ false));
        describe(varied.get().next(), reference, errors, model);
        return reminder(PATH + reference + "/variation", fields, model);
    }

    @PostMapping("/variation/nudge")
    String remindOfNext(
            Caller caller,
            @PathVariable String reference,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        var errors = FormErrors.none();
        return reminded(
                        errors,
                        fields,
                        agency -> signing.nudge(caller, new AgreementRef(reference), agency),
                        next)
                ? "redirect:" + PATH + reference + "/variation"
                : nextReminder(caller, reference, fields, errors, model);
    }

    private boolean reminded(
            FormErrors errors, Fields fields, Consumer<AgencyCode> nudge, RedirectAttributes next) {
        var agency = agency(errors, fields.text("agency"), "nudge.agency.missing");
        if (agency == null || !done(errors, FormErrors.STEP, () -> nudge.accept(agency))) {
            return false;
        }
        next.addFlashAttribute("done", words.say("nudge.done", show.agency(agency)));
        return true;
    }

    /**
     * The page that asks.
     *
     * @param base address of what is to be signed
     */
    private String reminder(String base, Fields fields, Model model) {
        String code = fields.text("agency");
        model.addAttribute("base", base);
        model.addAttribute("agency", code);
        model.addAttribute(
                "agencyName",
                agencies.all().stream()
                        .filter(each -> each.code().value().equals(code))
                        .map(each -> each.name())
                        .findFirst()
                        .orElse(code));
        return "pages/agreement-nudge";
    }

    @GetMapping("/invite")
    String invitation(Caller caller, @PathVariable String reference, Model model) {
        return invitation(caller, reference, Invitation.BLANK, FormErrors.none(), model);
    }

    @PostMapping("/invite")
    String invite(
            Caller caller,
            @PathVariable String reference,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var form = Invitation.of(new Fields(sent));
        var errors = FormErrors.none();
        var agency = agency(errors, form.agency(), "invite.agency.missing");
        if (form.does().isEmpty()) {
            errors.add("does", words.say("invite.does.missing"));
        }
        if (agency != null && !errors.any()) {
            var party =
                    new Terms.Party(
                            agency,
                            form.role(),
                            form.does().contains("provides"),
                            form.does().contains("receives"));
            if (done(
                    errors,
                    "agency",
                    () -> invitations.invite(caller, new AgreementRef(reference), party))) {
                next.addFlashAttribute("done", words.say("invite.done", show.agency(agency)));
                return "redirect:/agreements/" + reference;
            }
        }
        return invitation(caller, reference, form, errors, model);
    }

    private String invitation(
            Caller caller, String reference, Invitation form, FormErrors errors, Model model) {
        var agreement = describe(caller, Act.INVITE_PARTY, reference, errors, model);
        model.addAttribute("form", form);
        model.addAttribute(
                "agencyChoices",
                Choice.withFirst(
                        words.say("agreement-form.choose"),
                        agencies.all().stream()
                                .filter(each -> !agreement.head().isParty(each.code()))
                                .map(each -> new Choice(each.code().value(), each.name()))
                                .toList()));
        model.addAttribute("roleChoices", Choice.of(vocabularies.controllerRoles()));
        model.addAttribute("doesChoices", choices("does", List.of("provides", "receives")));
        return "pages/agreement-invite";
    }

    private Agreement describe(
            Caller caller, Act act, String reference, FormErrors errors, Model model) {
        var agreement = agreements.see(caller, new AgreementRef(reference)).value();
        Possible.demand(gatekeeper, caller, act, AgreementTarget.of(act, agreement));
        describe(agreement, reference, errors, model);
        return agreement;
    }

    static void describe(Agreement agreement, String reference, FormErrors errors, Model model) {
        model.addAttribute("reference", reference);
        model.addAttribute("terms", agreement.head().terms());
        model.addAttribute("errors", errors);
    }

    private @Nullable AgencyCode agency(FormErrors errors, String typed, String missing) {
        return words.name(errors, "agency", typed, words.say(missing), AgencyCode::new);
    }

    /** Whether it went well; what the domain has against it becomes an error on that field. */
    static boolean done(FormErrors errors, String field, Runnable change) {
        try {
            change.run();
            return true;
        } catch (AgreementException.WrongState
                | AgreementException.WrongAgency
                | AgreementException.ChangedMeanwhile
                | AgreementException.NotFound e) {
            errors.add(field, Words.sentence(e.getMessage()));
        } catch (AgreementException.BadTerms e) {
            e.faults().forEach(fault -> errors.add(field, Words.sentence(fault.message())));
        }
        return false;
    }

    private List<Choice> choices(String prefix, List<String> codes) {
        return codes.stream()
                .map(code -> new Choice(code, words.say(prefix + "." + code)))
                .toList();
    }
}
