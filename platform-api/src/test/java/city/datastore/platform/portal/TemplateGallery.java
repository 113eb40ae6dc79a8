package city.datastore.platform.portal;

import city.datastore.access.identity.Role;
import city.datastore.access.policy.Judgement;
import city.datastore.agreements.templates.Slot;
import city.datastore.agreements.templates.Template;
import city.datastore.agreements.templates.TemplateDraft;
import city.datastore.agreements.templates.TextField;
import city.datastore.audit.names.PersonId;
import city.datastore.platform.portal.TemplateForm.ClauseRow;
import city.datastore.platform.portal.TemplateKeeping.Kept;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages of templates: the list, one with its versions, and the way to a new one. */
final class TemplateGallery {
    private static final SignedIn LEAD =
            new SignedIn("gla.ig", "Greater London Authority", Set.of(Role.IG_LEAD));
    private static final SignedIn OFFICER =
            new SignedIn("gla.officer", "Greater London Authority", Set.of(Role.OFFICER));

    private final Gallery.Wall wall;
    private final ClauseWords inWords;
    private final TemplateControls controls;
    private final Words words;
    private final Template second = ClausesGallery.template();
    private final Template first = first(second);

    TemplateGallery(Gallery.Wall wall, Said said, Show show, Words words) {
        this.wall = wall;
        this.words = words;
        this.inWords = new ClauseWords(Samples.QUESTIONS, said, show, words);
        this.controls =
                new TemplateControls(Samples.QUESTIONS, Samples.VOCABULARIES, inWords, words);
    }

    private static Template first(Template second) {
        return new Template(
                second.id(),
                1,
                second.owner(),
                second.title(),
                second.about(),
                List.of(
                        new Template.Clause(
                                new Slot.OfField(TextField.ARTICLE_6), false, List.of(), ""),
                        new Template.Clause(
                                new Slot.OfRows("Ward"), true, List.of("equals", "Kilburn"), "")),
                second.published());
    }

    void show() {
        wall.page(
                "templates",
                "templates",
                "agreements",
                LEAD,
                Map.of("templates", List.of(second), "drafts", drafts(), "lead", true));
        wall.page(
                "templates-none",
                "templates",
                "agreements",
                OFFICER,
                Map.of("templates", List.of(), "drafts", List.of(), "lead", false));
        wall.page("template", "template", "agreements", LEAD, template(second, true));
        wall.page("template-earlier", "template", "agreements", OFFICER, template(first, false));
        diff();
        choosing();
        filling();
        checking();
    }

    /** One as it was typed, and one that has no title yet. */
    private List<TemplateDraft> drafts() {
        var lead = new PersonId("01890000-0000-7000-8000-00000000000a");
        return List.of(
                new TemplateDraft(
                        lead, 2, 3, TemplateForm.of(second).after(1).content(), Samples.NOW),
                new TemplateDraft(
                        lead,
                        1,
                        0,
                        new TemplateForm(
                                        "A name <that> is none",
                                        0,
                                        "",
                                        "",
                                        List.of(),
                                        "",
                                        TemplateForm.blank().data())
                                .content(),
                        Samples.NOW));
    }

    private Map<String, Object> template(Template one, boolean lead) {
        var model = new HashMap<String, Object>();
        model.put("template", one);
        model.put("locked", inWords.lines(one.clauses(), true));
        model.put("open", inWords.lines(one.clauses(), false));
        model.put("lead", lead);
        model.put("versions", List.of(second, first));
        model.put("latest", 2);
        model.put("publishes", lead);
        return model;
    }

    private void diff() {
        var model = new HashMap<String, Object>();
        model.put("template", second);
        model.put("before", first);
        model.put("changes", inWords.changes(first.clauses(), second.clauses()));
        wall.page("template-diff", "template-diff", "agreements", OFFICER, model);
        var same = new HashMap<>(model);
        same.put("changes", List.of());
        wall.page("template-diff-same", "template-diff", "agreements", OFFICER, same);
    }

    private void choosing() {
        wall.page("template-new", "template-new", "agreements", LEAD, choice(TemplateForm.blank()));
        wall.page(
                "template-new-next",
                "template-new",
                "agreements",
                LEAD,
                choice(TemplateForm.of(second)));
        var begun = choice(TemplateStart.from(AgreementSamples.full(), Samples.QUESTIONS));
        begun.put("from", "DSA-2026-0001");
        wall.page("template-new-from", "template-new", "agreements", LEAD, begun);
        var wrong = choice(TemplateForm.blank());
        wrong.put("errors", FormErrors.of("id", words.say("template-form.id.missing")));
        wall.page("template-new-error", "template-new", "agreements", LEAD, wrong);
        var taken = choice(TemplateForm.of(second));
        taken.put("kept", new Kept(0, 0, 2));
        wall.page("template-new-begun", "template-new", "agreements", LEAD, taken);
        var refused = choice(TemplateForm.blank());
        refused.put("refusal", RequestSamples.refusal());
        wall.page("template-new-refused", "template-new", "agreements", OFFICER, refused);
    }

    private Map<String, Object> choice(TemplateForm form) {
        var model = new HashMap<String, Object>();
        model.put("form", form);
        model.put("from", "");
        model.put("kept", Kept.NOTHING);
        model.put("errors", FormErrors.none());
        model.put("refusal", null);
        model.put("groups", controls.groups());
        model.put("chosen", form.clauses().stream().map(each -> each.slot().toString()).toList());
        return model;
    }

    private void filling() {
        var form = TemplateForm.of(second).moreConditions();
        wall.page(
                "template-fill",
                "template-fill",
                "agreements",
                LEAD,
                fill(form, FormErrors.none()));
        var every =
                new TemplateForm(
                        "every-field",
                        0,
                        "",
                        "",
                        List.of(TextField.values()).stream()
                                .map(Slot.OfField::new)
                                .map(ClauseRow::blank)
                                .toList(),
                        "Amount",
                        form.data());
        var errors = FormErrors.of("title", words.say("template-form.title.missing"));
        var _ = new TemplateReading(every, errors, words);
        wall.page("template-fill-error", "template-fill", "agreements", LEAD, fill(every, errors));
        var meanwhile =
                fill(
                        TemplateForm.of(second).after(1),
                        FormErrors.of(
                                "title",
                                words.say(
                                        "template-form.draft.meanwhile",
                                        second.id(),
                                        "3 June 2026 at 10am")));
        meanwhile.put("kept", new Kept(2, 3, 2));
        meanwhile.put("newer", 2);
        meanwhile.put("changes", inWords.changes(first.clauses(), second.clauses()));
        wall.page("template-fill-meanwhile", "template-fill", "agreements", LEAD, meanwhile);
    }

    private Map<String, Object> fill(TemplateForm form, FormErrors errors) {
        var model = new HashMap<String, Object>();
        model.put("form", form);
        model.put("errors", errors);
        model.put("kept", new Kept(1, 4, 0));
        model.put("newer", 0);
        model.put("changes", List.of());
        model.put("controls", controls.controls(form));
        model.put("others", controls.others(form));
        model.put(
                "howChoices",
                List.of(
                        new Choice("locked", words.say("template-form.how.locked")),
                        new Choice("open", words.say("template-form.how.open"))));
        model.put("testChoices", List.of(new Choice("equals", words.say("row-test.equals"))));
        return model;
    }

    private void checking() {
        wall.page("template-check", "template-check", "agreements", LEAD, check(null, null));
        wall.page(
                "template-check-next",
                "template-check",
                "agreements",
                LEAD,
                check(inWords.changes(first.clauses(), second.clauses()), null));
        wall.page(
                "template-check-refused",
                "template-check",
                "agreements",
                OFFICER,
                check(null, RequestSamples.refusal()));
    }

    private Map<String, Object> check(
            @Nullable List<ClauseWords.Difference> changes, Judgement.@Nullable Refused refusal) {
        var model = new HashMap<String, Object>();
        model.put("refusal", refusal);
        model.put("form", TemplateForm.of(changes == null ? second : first));
        model.put("version", 2);
        model.put("locked", inWords.lines(second.clauses(), true));
        model.put("open", inWords.lines(second.clauses(), false));
        model.put("changes", changes);
        model.put("sent", Map.of("title", List.of("A <title>"), "clause", List.of("a", "b")));
        return model;
    }
}
