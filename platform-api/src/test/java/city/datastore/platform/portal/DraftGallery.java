package city.datastore.platform.portal;

import static city.datastore.platform.portal.Gallery.LEAD;
import static city.datastore.platform.portal.Gallery.OBSTACLE;

import city.datastore.access.policy.RowCondition;
import city.datastore.audit.names.AgreementRef;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pages on which an agreement is drafted and its questions are answered. */
final class DraftGallery {
    private final Gallery.Wall wall;
    private final Said said;
    private final Show show;
    private final Words words;

    DraftGallery(Gallery.Wall wall, Said said, Show show, Words words) {
        this.wall = wall;
        this.said = said;
        this.show = show;
        this.words = words;
    }

    void show() {
        drafts();
        answers();
    }

    private void drafts() {
        wall.page(
                "agreement-new",
                "agreement-form",
                "agreements",
                LEAD,
                draft(AgreementForm.blank("brent", "brent/council-spend"), FormErrors.none()));
        var errors = FormErrors.none();
        var empty = AgreementForm.blank("", "");
        AgreementReading.read(empty, null, errors, words);
        wall.page(
                "agreement-new-error", "agreement-form", "agreements", LEAD, draft(empty, errors));
        var edit = draft(AgreementForm.of(AgreementSamples.terms()), FormErrors.none());
        edit.put("reference", Samples.DSA);
        edit.put("remarks", Map.of("title", List.of(ClausesGallery.onContact())));
        wall.page("agreement-edit", "agreement-form", "agreements", LEAD, edit);
        var changed = new HashMap<>(edit);
        changed.put("differences", List.of(new Difference("Title", "Ours", "Theirs")));
        changed.put("errors", FormErrors.of(Difference.SHOWN, words.say("changed.look")));
        wall.page("agreement-edit-changed", "agreement-form", "agreements", LEAD, changed);
        protectedDrafts();
    }

    private void answers() {
        var sections = Section.all(Samples.COLLEAGUE, AgreementSamples.full());
        var model = new HashMap<String, Object>();
        model.put("reference", Samples.DSA.value());
        model.put("terms", AgreementSamples.full());
        model.put("home", "/agreements/" + Samples.DSA);
        model.put("extent", "full");
        model.put(
                "headings",
                List.of(
                        new TasksPage.Heading(
                                "The parties",
                                List.of(
                                        new Task("Brent Council", "/b", null, "Done", "green"),
                                        new Task(
                                                "Greater London Authority",
                                                "/g",
                                                null,
                                                words.say("answers.status.missing", 6),
                                                "yellow")))));
        model.put("unanswered", 6);
        model.put("comments", 2);
        model.put("legal", List.of("Name the condition of UK GDPR Article 9 that allows it"));
        model.put("warnings", List.of("Consent can be withdrawn at any time"));
        model.put("whole", false);
        model.put("proposes", false);
        model.put("ownBases", List.of(new TasksPage.OwnBasis("Brent Council, for x", "/x")));
        wall.page("agreement-tasks", "agreement-tasks", "agreements", LEAD, model);
        var whole = new HashMap<>(model);
        whole.put("unanswered", 0);
        whole.put("legal", List.of());
        whole.put("warnings", List.of());
        whole.put("whole", true);
        whole.put("proposes", true);
        whole.put("ownBases", List.of());
        whole.put("extent", "condensed");
        wall.page("agreement-tasks-whole", "agreement-tasks", "agreements", LEAD, whole);
        var waits = new HashMap<>(whole);
        waits.put("obstacle", OBSTACLE);
        wall.page("agreement-tasks-waits", "agreement-tasks", "agreements", LEAD, waits);
        for (var section : sections) {
            if (section.group() == 'D' || section.group() == 'B') {
                var asks = asks(section, FormErrors.none());
                wall.page(
                        "agreement-answers-" + section.about().replaceAll("[^a-z]", "-"),
                        "agreement-answers",
                        "agreements",
                        LEAD,
                        asks);
            }
        }
        var party = sections.stream().filter(each -> each.group() == 'B').findFirst().orElseThrow();
        var wrong = asks(party, FormErrors.of("ig-lead", "\"nobody\" is no e-mail address"));
        wrong.put("differences", List.of(new Difference("Who is told of a breach?", "Us", "Them")));
        wall.page("agreement-answers-error", "agreement-answers", "agreements", LEAD, wrong);
        var commented = asks(party, FormErrors.none());
        commented.put("remarks", Map.of("ig-lead", List.of(ClausesGallery.onContact())));
        commented.put("onHeading", List.of(ClausesGallery.onContact()));
        commented.put("locked", Map.of("registration", "Z1234567"));
        wall.page(
                "agreement-answers-commented", "agreement-answers", "agreements", LEAD, commented);
        var takenOver = asks(party, FormErrors.none());
        takenOver.put("takenOver", "DSA-2026-0007");
        var offer =
                new TakenOver.Offer(
                        new AgreementRef("DSA-2026-0007"),
                        Map.of("ig-lead", List.of("ig@brent.example")));
        takenOver.put(
                "fields",
                AnswersPage.fields(party, offer.values(), Samples.VOCABULARIES, words).stream()
                        .map(field -> offer.mark(field, words))
                        .toList());
        wall.page(
                "agreement-answers-taken-over", "agreement-answers", "agreements", LEAD, takenOver);
    }

    private void protectedDrafts() {
        var more = AgreementForm.of(AgreementSamples.protectedTerms()).more("condition-0");
        wall.page(
                "agreement-edit-protected",
                "agreement-form",
                "agreements",
                LEAD,
                draft(more, FormErrors.none()));
        var errors = FormErrors.none();
        var row = more.datasets().getFirst();
        var wrong =
                new AgreementForm.DatasetRow(
                        row.dataset(),
                        row.which(),
                        row.columns(),
                        "Expense Area\nSupplier Name",
                        row.pseudonymised(),
                        List.of(
                                new AgreementForm.ConditionRow("", "equals", "Brent"),
                                new AgreementForm.ConditionRow("Amount", "at-least", "much")));
        ProtectionReading.read(wrong, 0, errors, words);
        wall.page(
                "agreement-edit-protected-error",
                "agreement-form",
                "agreements",
                LEAD,
                draft(more.withRows(more.parties(), List.of(wrong), more.purposes()), errors));
    }

    private Map<String, Object> asks(Section section, FormErrors errors) {
        var model = new HashMap<String, Object>();
        model.put("reference", Samples.DSA.value());
        model.put("revision", 3);
        model.put("group", String.valueOf(section.group()));
        model.put("about", section.about());
        model.put("heading", "The parties");
        model.put("title", said.title(section));
        model.put("errors", errors);
        model.put("extent", "full");
        model.put("differences", null);
        model.put("fields", AnswersPage.fields(section, Map.of(), Samples.VOCABULARIES, words));
        return model;
    }

    private Map<String, Object> draft(AgreementForm form, FormErrors errors) {
        var model = new HashMap<String, Object>();
        model.put("form", form);
        model.put("reference", null);
        model.put("revision", 0);
        model.put("errors", errors);
        model.put("refusal", null);
        model.put("agencyChoices", Gallery.agencies(show));
        model.put(
                "roleChoices",
                List.of(new Choice("independent_controller", "Independent controller")));
        model.put(
                "actionChoices",
                List.of(new Choice("read", "Read and download"), new Choice("link", "Link")));
        model.put("article6Choices", Choice.cited(Samples.VOCABULARIES.article6()));
        model.put(
                "article9Choices",
                Choice.withFirst("Not needed", Choice.cited(Samples.VOCABULARIES.article9())));
        model.put(
                "schedule1Choices",
                Choice.withFirst("Not needed", Choice.of(Samples.VOCABULARIES.schedule1())));
        model.put(
                "extentChoices",
                List.of(
                        new Choice("full", words.say("extent.full")),
                        new Choice("condensed", words.say("extent.condensed"))));
        model.put(
                "doesChoices",
                List.of(
                        new Choice("provides", "Gives data"),
                        new Choice("receives", "Receives data")));
        model.put(
                "whichChoices",
                List.of(
                        new Choice("all", "All columns"),
                        new Choice("some", "Only these columns")));
        model.put(
                "testChoices",
                Arrays.stream(RowCondition.Test.values())
                        .map(test -> new Choice(test.word(), words.say("row-test." + test.word())))
                        .toList());
        return model;
    }
}
