package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.Target;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementException;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Places;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsDiff;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.particulars.Extent;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgreementRef;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Drafting an agreement, and changing a draft. */
@Controller
class AgreementWritingPage {
    private static final List<String> ACTIONS =
            List.of("read", "analyse", "link", "publish-aggregates");

    private final Agreements agreements;
    private final Drafts drafts;
    private final Agencies agencies;
    private final Gatekeeper gatekeeper;
    private final Vocabularies vocabularies;
    private final Remarks remarks;
    private final TemplateWords templates;
    private final Changed changed;
    private final Words words;

    AgreementWritingPage(
            Agreements agreements,
            Drafts drafts,
            Agencies agencies,
            Gatekeeper gatekeeper,
            Vocabularies vocabularies,
            Remarks remarks,
            TemplateWords templates,
            Changed changed,
            Words words) {
        this.agreements = agreements;
        this.drafts = drafts;
        this.agencies = agencies;
        this.gatekeeper = gatekeeper;
        this.vocabularies = vocabularies;
        this.remarks = remarks;
        this.templates = templates;
        this.changed = changed;
        this.words = words;
    }

    @GetMapping("/agreements/new")
    String blank(Caller caller, @RequestParam MultiValueMap<String, String> sent, Model model) {
        var agency = caller.agency();
        var fields = new Fields(sent);
        String mine = agency == null ? "" : agency.value();
        var template = templates.named(fields.text("template"));
        var form =
                template.map(each -> TemplateWords.form(each, mine, fields.text("dataset")))
                        .orElseGet(() -> AgreementForm.blank(mine, fields.text("dataset")));
        model.addAttribute("refusal", drafting(caller));
        model.addAttribute("template", template.orElse(null));
        return show(form, null, 0, FormErrors.none(), model);
    }

    @PostMapping("/agreements/new")
    String draft(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var template = templates.named(new Fields(sent).text("template"));
        model.addAttribute("template", template.orElse(null));
        return save(
                null,
                sent,
                terms ->
                        agreements.draft(
                                caller,
                                template.map(each -> templates.begun(terms, each)).orElse(terms)),
                model,
                next);
    }

    @GetMapping("/agreements/{reference}/edit")
    String edit(Caller caller, @PathVariable String reference, Model model) {
        var draft = drafts.find(caller, new AgreementRef(reference));
        if (draft.isEmpty()) {
            return "redirect:/agreements/" + reference;
        }
        var head = draft.get().head();
        model.addAttribute("refusal", drafts.refusal(caller, Act.EDIT_AGREEMENT, draft.get()));
        model.addAttribute("remarks", remarks.open(head));
        model.addAttribute("template", templates.followed(head.terms()).orElse(null));
        return show(
                AgreementForm.of(head.terms()),
                head.reference(),
                head.revision(),
                FormErrors.none(),
                model);
    }

    @PostMapping("/agreements/{reference}/edit")
    String change(
            Caller caller,
            @PathVariable String reference,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var ref = new AgreementRef(reference);
        String typed = new Fields(sent).text("revision");
        long revision = typed.matches("[0-9]{1,15}") ? Long.parseLong(typed) : -1;
        var stored = drafts.find(caller, ref).map(draft -> draft.head().terms()).orElse(null);
        return save(
                new Writing(caller, ref, revision, stored),
                sent,
                terms -> drafts.edit(caller, ref, revision, keepingAnswers(stored, terms)),
                model,
                next);
    }

    /**
     * What is being written.
     *
     * @param revision that the form was filled with
     * @param stored now; null where it is no draft any more
     */
    private record Writing(
            Caller caller, AgreementRef reference, long revision, @Nullable Terms stored) {}

    private String save(
            @Nullable Writing writing,
            MultiValueMap<String, String> sent,
            Function<Terms, Recorded<Agreement>> keep,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        var form = AgreementForm.of(fields);
        var errors = FormErrors.none();
        var reference = writing == null ? null : writing.reference();
        long revision = writing == null ? 0 : writing.revision();
        if (fields.has("more")) {
            return show(form.more(fields.text("more")), reference, revision, errors, model);
        }
        var compact = form.compact().roomy();
        var terms =
                AgreementReading.read(
                        compact, writing == null ? null : writing.stored(), errors, words);
        if (terms == null) {
            return show(compact, reference, revision, errors, model);
        }
        try {
            var kept = keep.apply(terms).value().head();
            next.addFlashAttribute("done", words.say("agreement-form.done", kept.reference()));
            return "redirect:"
                    + (kept.terms().particulars().extent() == Extent.FULL
                            ? "/agreements/" + kept.reference() + "/tasks"
                            : Drafts.home(kept));
        } catch (AgreementException.BadTerms e) {
            for (var fault : e.faults()) {
                errors.add(field(fault.field(), compact), Words.sentence(fault.message()));
            }
        } catch (AgreementException.WrongState e) {
            errors.add("title", Words.sentence(e.getMessage()));
        } catch (AgreementException.ChangedMeanwhile e) {
            if (writing == null) {
                throw e;
            }
            return changedMeanwhile(writing, compact, terms, model);
        }
        return show(compact, reference, revision, errors, model);
    }

    /** The form as it was typed, and how it differs from what is stored now. */
    private String changedMeanwhile(Writing writing, AgreementForm form, Terms typed, Model model) {
        var draft = drafts.find(writing.caller(), writing.reference());
        if (draft.isEmpty()) {
            return "redirect:/agreements/" + writing.reference();
        }
        var stored = draft.get().head();
        var mine = keepingAnswers(stored.terms(), typed).following(stored.terms());
        model.addAttribute("differences", changed.differences(TermsDiff.of(stored.terms(), mine)));
        var errors = FormErrors.of(Difference.SHOWN, words.say("changed.look"));
        return show(form, stored.reference(), stored.revision(), errors, model);
    }

    /** This form asks for the frame; what was answered within it stays. */
    private static Terms keepingAnswers(@Nullable Terms stored, Terms terms) {
        var said = stored == null ? Particulars.NONE : stored.particulars();
        return terms.with(Places.of(terms).keep(said.ofExtent(terms.particulars().extent())));
    }

    /** Where the domain and the form name a thing differently. */
    private static String field(String path, AgreementForm form) {
        String ours =
                path.replace("lawfulBasis.", "")
                        .replaceFirst(
                                "^parties\\[(\\d+)]\\.(provides|receives)", "parties[$1].does")
                        .replaceFirst("^(datasets\\[\\d+])\\.treatments.*", "$1.masked")
                        .replaceFirst("^(datasets\\[\\d+]\\.rows\\[\\d+])$", "$1.column")
                        .replaceFirst("^(parties)(\\[\\d+])?$", "$1$2.agency")
                        .replaceFirst("^(datasets)(\\[\\d+])?$", "$1$2.dataset")
                        .replaceFirst("^(purposes)(\\[\\d+])?$", "$1$2.code")
                        .replaceFirst("^(parties|datasets|purposes)\\.", "$1[0].");
        return FormErrors.field(ours, form.fields(), "title");
    }

    private Judgement.@Nullable Refused drafting(Caller caller) {
        var agency = caller.agency();
        return Possible.refusal(
                gatekeeper,
                caller,
                Act.DRAFT_AGREEMENT,
                new Target.OfAgreement(
                        null, null, agency == null ? Set.of() : Set.of(agency), null, false));
    }

    private String show(
            AgreementForm form,
            @Nullable AgreementRef reference,
            long revision,
            FormErrors errors,
            Model model) {
        model.addAttribute("form", form);
        model.addAttribute("reference", reference);
        model.addAttribute("revision", revision);
        model.addAttribute("errors", errors);
        String choose = words.say("agreement-form.choose");
        model.addAttribute(
                "agencyChoices",
                Choice.withFirst(
                        choose,
                        agencies.all().stream()
                                .map(agency -> new Choice(agency.code().value(), agency.name()))
                                .toList()));
        model.addAttribute("roleChoices", Choice.of(vocabularies.controllerRoles()));
        model.addAttribute("actionChoices", kept(choices("permitted", ACTIONS), form.actions()));
        model.addAttribute(
                "article6Choices", Choice.withFirst(choose, Choice.cited(vocabularies.article6())));
        String none = words.say("agreement-form.not-needed");
        model.addAttribute(
                "article9Choices", Choice.withFirst(none, Choice.cited(vocabularies.article9())));
        model.addAttribute(
                "schedule1Choices",
                kept(
                        Choice.withFirst(none, Choice.of(vocabularies.schedule1())),
                        List.of(form.schedule1())));
        model.addAttribute("extentChoices", choices("extent", List.of("full", "condensed")));
        model.addAttribute("doesChoices", choices("does", List.of("provides", "receives")));
        model.addAttribute("whichChoices", choices("which", List.of("all", "some")));
        model.addAttribute(
                "testChoices",
                choices(
                        "row-test",
                        Arrays.stream(RowCondition.Test.values())
                                .map(RowCondition.Test::word)
                                .toList()));
        return "pages/agreement-form";
    }

    /** With what was chosen before, where the list does not have it: it came in words. */
    private static List<Choice> kept(List<Choice> choices, List<String> chosen) {
        return Stream.concat(
                        choices.stream(),
                        chosen.stream()
                                .filter(each ->
                                        choices.stream()
                                                .noneMatch(choice -> choice.value().equals(each)))
                                .map(each -> new Choice(each, each)))
                .toList();
    }

    private List<Choice> choices(String prefix, List<String> codes) {
        return codes.stream()
                .map(code -> new Choice(code, words.say(prefix + "." + code)))
                .toList();
    }
}
