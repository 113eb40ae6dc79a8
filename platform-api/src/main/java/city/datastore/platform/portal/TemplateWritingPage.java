package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.RowCondition;
import city.datastore.agreements.AgreementException;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.TemplateRef;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.agreements.templates.Template;
import city.datastore.agreements.templates.Templates;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.NameException;
import city.datastore.platform.portal.TemplateForm.ClauseRow;
import city.datastore.platform.portal.TemplateKeeping.Kept;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Publishing a template: which clauses it speaks of, what each says, and a look at it before it is
 * published. What was typed is kept from page to page, and until the lead comes back.
 */
@Controller
@RequestMapping("/templates")
class TemplateWritingPage {
    private static final String CONTROL = "[A-Za-z0-9-]{1,120}";

    private final Templates templates;
    private final Agreements agreements;
    private final Questionnaire questionnaire;
    private final Gatekeeper gatekeeper;
    private final TemplateControls controls;
    private final TemplateKeeping keeping;
    private final ClauseWords inWords;
    private final Words words;

    TemplateWritingPage(
            Templates templates,
            Agreements agreements,
            Questionnaire questionnaire,
            Gatekeeper gatekeeper,
            TemplateControls controls,
            TemplateKeeping keeping,
            ClauseWords inWords,
            Words words) {
        this.templates = templates;
        this.agreements = agreements;
        this.questionnaire = questionnaire;
        this.gatekeeper = gatekeeper;
        this.controls = controls;
        this.keeping = keeping;
        this.inWords = inWords;
        this.words = words;
    }

    /** First which clauses: none yet, those of the version before, or those of an agreement. */
    @GetMapping("/new")
    String choose(Caller caller, @RequestParam MultiValueMap<String, String> sent, Model model) {
        var fields = new Fields(sent);
        var latest = latest(fields.text("of"));
        model.addAttribute(
                "refusal",
                refusal(caller, latest.map(Template::id).orElse("new"), latest.orElse(null)));
        var form =
                latest.map(TemplateForm::of)
                        .or(() -> fromAgreement(caller, fields.text("from")))
                        .orElseGet(TemplateForm::blank);
        var begun = keeping.named(caller, form.id());
        return chosen(
                form,
                fields.text("from"),
                FormErrors.none(),
                begun == null ? Kept.NOTHING : new Kept(0, 0, begun.number()),
                model);
    }

    /** Going on where the lead left off. */
    @GetMapping("/drafts/{number:[1-9][0-9]{0,8}}")
    String resume(Caller caller, @PathVariable int number, Model model) {
        var draft =
                keeping.find(caller, number)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return filling(
                TemplateForm.of(draft.content(), controls::slot),
                FormErrors.none(),
                Kept.of(draft),
                model);
    }

    /** Then what each of them says. */
    @PostMapping("/fill")
    String fill(Caller caller, @RequestParam MultiValueMap<String, String> sent, Model model) {
        var fields = new Fields(sent);
        var begun =
                latest(fields.text("id"))
                        .filter(_ -> !fields.text("of").equals("0"))
                        .map(TemplateForm::of)
                        .or(() -> fromAgreement(caller, fields.text("from")))
                        .orElseGet(TemplateForm::blank);
        var typed = TemplateForm.of(fields, List.of());
        var form =
                new TemplateForm(
                        typed.id(),
                        typed.of(),
                        typed.title(),
                        typed.about(),
                        controls.chosen(fields).stream()
                                .map(slot ->
                                        begun.clauses().stream()
                                                .filter(each -> each.slot().equals(slot))
                                                .findFirst()
                                                .orElseGet(() -> ClauseRow.blank(slot)))
                                .toList(),
                        begun.clear(),
                        begun.data());
        var errors = FormErrors.none();
        named(form, errors);
        var kept = Kept.of(fields);
        if (!errors.any()) {
            kept = keeping.keep(caller, kept, form, errors);
        }
        return errors.any()
                ? chosen(form, fields.text("from"), errors, kept, model)
                : filling(form, errors, kept, model);
    }

    @PostMapping("/check")
    String check(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        var form = moved(form(fields), fields);
        var errors = FormErrors.none();
        if (fields.has("discard")) {
            keeping.discard(caller, Kept.of(fields));
            return toAll(next, "template-form.draft.discarded");
        }
        var kept = keeping.keep(caller, Kept.of(fields), form, errors);
        if (fields.has("save") && form.id().isEmpty()) {
            errors.add("id", words.say("template-form.id.missing"));
        }
        if (fields.has("save") && !errors.any()) {
            return toAll(next, "template-form.draft.saved");
        }
        boolean stays =
                errors.any() || fields.has("more") || fields.has("after") || fields.has("change");
        var clauses = stays ? null : read(form, errors);
        if (clauses == null) {
            return filling(form, errors, kept, model);
        }
        var before = form.of() == 0 ? null : latest(form.id()).orElse(null);
        model.addAttribute("refusal", refusal(caller, form.id(), before));
        model.addAttribute("form", form);
        model.addAttribute("version", form.of() + 1);
        model.addAttribute("locked", inWords.lines(clauses, true));
        model.addAttribute("open", inWords.lines(clauses, false));
        model.addAttribute(
                "changes", before == null ? null : inWords.changes(before.clauses(), clauses));
        var carried = carried(sent);
        carried.putAll(kept.fields());
        model.addAttribute("sent", carried);
        return "pages/template-check";
    }

    @PostMapping
    String publish(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var form = form(new Fields(sent));
        var errors = FormErrors.none();
        var reading = new TemplateReading(form, errors, words);
        named(form, errors);
        if (!errors.any()) {
            try {
                var published = templates.publish(caller, reading.draft()).value();
                next.addFlashAttribute(
                        "done",
                        words.say("template-form.done", published.title(), published.version()));
                return "redirect:/templates/" + published.id() + "/versions/" + published.version();
            } catch (AgreementException.BadTerms e) {
                e.faults()
                        .forEach(each ->
                                errors.add(reading.field(each), Words.sentence(each.message())));
            } catch (AgreementException.WrongState | AgreementException.WrongAgency e) {
                errors.add("title", Words.sentence(e.getMessage()));
            }
        }
        return filling(form, errors, Kept.of(new Fields(sent)), model);
    }

    private String toAll(RedirectAttributes next, String done) {
        next.addFlashAttribute("done", words.say(done));
        return "redirect:/templates";
    }

    /** The clauses as they would be published; null, with errors, where something is wrong. */
    private @Nullable List<Template.Clause> read(TemplateForm form, FormErrors errors) {
        var reading = new TemplateReading(form, errors, words);
        named(form, errors);
        try {
            return errors.any() ? null : templates.checked(reading.draft());
        } catch (AgreementException.BadTerms e) {
            e.faults()
                    .forEach(each ->
                            errors.add(reading.field(each), Words.sentence(each.message())));
            return null;
        }
    }

    /** What it is called and for, in the order of the page. */
    private void named(TemplateForm form, FormErrors errors) {
        if (form.title().isEmpty()) {
            errors.add("title", words.say("template-form.title.missing"));
        }
        if (form.id().isEmpty()) {
            errors.add("id", words.say("template-form.id.missing"));
        } else {
            newest(form, errors);
        }
        if (form.about().isEmpty()) {
            errors.add("about", words.say("template-form.about.missing"));
        }
    }

    /** A name is new, or the version that somebody goes on from is still the latest. */
    private void newest(TemplateForm form, FormErrors errors) {
        int latest = latest(form.id()).map(Template::version).orElse(0);
        if (form.of() == 0 && latest > 0) {
            errors.add("id", words.say("template-form.id.taken", form.id()));
        } else if (form.of() != latest) {
            errors.add("title", words.say("template-form.meanwhile", latest, form.id()));
        }
    }

    /** With one more condition on rows or the clause that was chosen, or after another version. */
    private TemplateForm moved(TemplateForm form, Fields fields) {
        if (fields.has("after")) {
            return form.of() == 0
                    ? form
                    : latest(form.id()).map(latest -> form.after(latest.version())).orElse(form);
        }
        if (!fields.has("more")) {
            return form;
        }
        return fields.text("more").equals("condition")
                ? form.moreConditions()
                : controls.slot(fields.text("another"))
                        .filter(slot -> !form.chosen(slot))
                        .map(form::more)
                        .orElse(form);
    }

    private TemplateForm form(Fields fields) {
        return TemplateForm.of(fields, controls.read(fields));
    }

    private Optional<Template> latest(String id) {
        return id.isEmpty() ? Optional.empty() : templates.latest(id);
    }

    private Optional<TemplateForm> fromAgreement(Caller caller, String reference) {
        try {
            return reference.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            TemplateStart.from(
                                    agreements
                                            .see(caller, new AgreementRef(reference))
                                            .value()
                                            .head()
                                            .terms(),
                                    questionnaire));
        } catch (NameException | AgreementException.NotFound e) {
            return Optional.empty();
        }
    }

    private Judgement.@Nullable Refused refusal(
            Caller caller, String id, @Nullable Template latest) {
        return Possible.refusal(
                gatekeeper,
                caller,
                Act.PUBLISH_TEMPLATE,
                Templates.toPublish(id, latest == null ? caller.agency() : latest.owner()));
    }

    /** What the form holds, for the page that only shows it: by control, as it was sent. */
    private static Map<String, List<String>> carried(MultiValueMap<String, String> sent) {
        var carried = new LinkedHashMap<String, List<String>>();
        var fields = new Fields(sent);
        sent.keySet().stream()
                .filter(name -> name.matches(CONTROL) && !name.equals("more"))
                .forEach(name -> carried.put(name, fields.all(name)));
        return carried;
    }

    private String chosen(
            TemplateForm form, String from, FormErrors errors, Kept kept, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("kept", kept);
        model.addAttribute("from", from);
        model.addAttribute("errors", errors);
        model.addAttribute("groups", controls.groups());
        model.addAttribute(
                "chosen", form.clauses().stream().map(each -> each.slot().toString()).toList());
        return "pages/template-new";
    }

    private String filling(TemplateForm form, FormErrors errors, Kept kept, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("kept", kept);
        newer(form, model);
        model.addAttribute("errors", errors);
        model.addAttribute("controls", controls.controls(form));
        model.addAttribute("others", controls.others(form));
        model.addAttribute(
                "howChoices",
                choices(
                        "template-form.how",
                        List.of(
                                TemplateForm.LOCKED,
                                TemplateForm.EMPTY,
                                TemplateForm.OPEN,
                                TemplateForm.OUT)));
        model.addAttribute(
                "testChoices",
                choices(
                        "row-test",
                        Arrays.stream(RowCondition.Test.values())
                                .map(RowCondition.Test::word)
                                .toList()));
        return "pages/template-fill";
    }

    /** A version that was published since somebody began this one, and what it changed. */
    private void newer(TemplateForm form, Model model) {
        var latest =
                form.of() == 0
                        ? Optional.<Template>empty()
                        : latest(form.id()).filter(each -> each.version() != form.of());
        model.addAttribute("newer", latest.map(Template::version).orElse(0));
        model.addAttribute(
                "changes",
                latest.map(after ->
                                inWords.changes(
                                        templates
                                                .find(TemplateRef.of(form.id(), form.of()))
                                                .map(Template::clauses)
                                                .orElse(List.of()),
                                        after.clauses()))
                        .orElse(List.of()));
    }

    private List<Choice> choices(String prefix, List<String> codes) {
        return codes.stream()
                .map(code -> new Choice(code, words.say(prefix + "." + code)))
                .toList();
    }
}
