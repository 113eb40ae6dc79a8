package city.datastore.platform.portal;

import static city.datastore.platform.portal.Gallery.OFFICER;
import static city.datastore.platform.portal.Gallery.STEWARD;

import city.datastore.platform.datasets.Dataset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages of datasets: search, one of them, publishing and asking for access. */
final class DatasetGallery {
    private final Gallery.Wall wall;
    private final Show show;
    private final Words words;

    DatasetGallery(Gallery.Wall wall, Show show, Words words) {
        this.wall = wall;
        this.show = show;
        this.words = words;
    }

    void show() {
        datasets();
        forms();
    }

    private void datasets() {
        wall.page(
                "datasets",
                "datasets",
                "datasets",
                OFFICER,
                search(
                        "",
                        List.of(Samples.dataset(Samples.version(2)), Samples.dataset(null)),
                        "/datasets?cursor=2"));
        wall.page(
                "datasets-nothing-found",
                "datasets",
                "datasets",
                OFFICER,
                search("fountains", List.of(), null));
        wall.page("datasets-empty", "datasets", "datasets", STEWARD, search("", List.of(), null));
        wall.page(
                "dataset-open",
                "dataset",
                "datasets",
                OFFICER,
                dataset(List.of(RequestSamples.open()), false, true));
        wall.page(
                "dataset-open-protected",
                "dataset",
                "datasets",
                OFFICER,
                dataset(List.of(RequestSamples.openProtected()), false, true));
        wall.page(
                "dataset-shut",
                "dataset",
                "datasets",
                OFFICER,
                dataset(List.of(RequestSamples.shut()), false, false));
        wall.page(
                "dataset-no-agreement",
                "dataset",
                "datasets",
                OFFICER,
                dataset(List.of(), false, false));
        var conditioned = dataset(List.of(RequestSamples.closed()), false, true);
        conditioned.put(
                "conditions",
                List.of("on weekdays from 8am to 6pm", "after signing in with a one-time code"));
        conditioned.put(
                "rolePolicies",
                List.of(
                        "under an agreement: caldicott-guardian; as its own data steward:"
                                + " data-steward; in an emergency: officer"));
        wall.page("dataset-conditions", "dataset", "datasets", OFFICER, conditioned);
        wall.page("dataset-own", "dataset", "datasets", STEWARD, dataset(List.of(), true, false));
        var urgent = dataset(List.of(), false, false);
        urgent.put("running", List.of(EmergencyGallery.running()));
        urgent.put("emergency", true);
        wall.page("dataset-emergency", "dataset", "datasets", OFFICER, urgent);
        var bare = new HashMap<>(dataset(List.of(), true, false));
        bare.put("dataset", Samples.dataset(null));
        bare.put("versions", List.of());
        bare.put("readsOwn", false);
        bare.put("done", words.say("dataset-form.done", "Council spending"));
        wall.page("dataset-without-version", "dataset", "datasets", STEWARD, bare);
        var longWord = new HashMap<>(bare);
        longWord.put("dataset", Samples.titled("brent__council_spending_over_500_2023.csv"));
        wall.page("dataset-long-word", "dataset", "datasets", STEWARD, longWord);
    }

    private void forms() {
        wall.page(
                "dataset-new",
                "dataset-new",
                "datasets",
                STEWARD,
                publish(DatasetForm.EMPTY, FormErrors.none()));
        var errors = FormErrors.none();
        var typed = new DatasetForm("", "Council Spend", "", "", "", "Supplier\n|text", true);
        typed.read(Samples.BRENT, errors, words);
        wall.page("dataset-new-error", "dataset-new", "datasets", STEWARD, publish(typed, errors));
        var refused = publish(DatasetForm.EMPTY, FormErrors.none());
        refused.put("refusal", RequestSamples.refusal());
        wall.page("dataset-new-refused", "dataset-new", "datasets", OFFICER, refused);
        identifiers("identifiers", Samples.dataset(null), FormErrors.none());
        identifiers(
                "identifiers-error",
                Samples.dataset(null),
                FormErrors.of("kind-0", "The dataset has no such column."));
        identifiers(
                "identifiers-no-columns",
                Samples.undescribed(),
                FormErrors.of("column-1", words.say("identifiers.column.missing")));
        wall.page(
                "upload", "upload", "datasets", STEWARD, Map.of("dataset", Samples.dataset(null)));
        wall.page(
                "upload-error",
                "upload",
                "datasets",
                STEWARD,
                Map.of(
                        "dataset",
                        Samples.dataset(null),
                        "errors",
                        FormErrors.of("file", words.say("upload.file.missing"))));
        wall.page(
                "ask",
                "ask",
                "datasets",
                OFFICER,
                ask(
                        new AskForm("", List.of(), List.of("read"), DateInput.EMPTY, ""),
                        FormErrors.none(),
                        true));
        var asked = new AskForm("", List.of(), List.of(), new DateInput("31", "2", "2027"), "");
        var wrong = FormErrors.none();
        asked.read(Samples.SPEND, wrong, words);
        wall.page("ask-error", "ask", "datasets", OFFICER, ask(asked, wrong, true));
        var draft =
                new HashMap<>(
                        ask(AskForm.of(RequestSamples.draft().content()), FormErrors.none(), true));
        draft.put("draft", RequestSamples.draft());
        wall.page("ask-draft", "ask", "access-requests", OFFICER, draft);
        var late = new HashMap<>(draft);
        late.put("errors", FormErrors.of("way", "You have already asked to renew your grant."));
        late.put(
                "renewing",
                new Renewing("request.renewing.pending", "/access-requests/" + Samples.REQUEST));
        wall.page("ask-draft-renewed", "ask", "access-requests", OFFICER, late);
        draft.put("wayChoices", List.of());
        wall.page("ask-draft-uncovered", "ask", "access-requests", OFFICER, draft);
        wall.page(
                "draft-discarding",
                "draft-discarding",
                "access-requests",
                OFFICER,
                Map.of("draft", RequestSamples.draft()));
        wall.page("ask-nothing", "ask", "datasets", OFFICER, ask(asked, FormErrors.none(), false));
    }

    private Map<String, Object> search(String q, List<?> found, @Nullable String next) {
        var model = new HashMap<String, Object>();
        model.put("search", new DatasetsPage.Search(q, "", "", ""));
        model.put("found", found);
        model.put("nextHref", next);
        model.put("firstHref", null);
        model.put("agencyChoices", Gallery.agencies(show));
        model.put("classificationChoices", List.of(new Choice("", "Any classification")));
        model.put("steward", found.isEmpty());
        return model;
    }

    private void identifiers(String name, Dataset dataset, FormErrors errors) {
        wall.page(
                name,
                "identifiers",
                "datasets",
                STEWARD,
                Map.of(
                        "dataset",
                        dataset,
                        "rows",
                        dataset.columns().isEmpty()
                                ? Collections.nCopies(3, new IdentifiersPage.Row("", ""))
                                : dataset.columns().stream()
                                        .map(each -> new IdentifiersPage.Row(each.name(), ""))
                                        .toList(),
                        "seen",
                        List.of("nhs_number:NHS no"),
                        "kinds",
                        List.of(
                                new Choice("", words.say("identifiers.nobody")),
                                new Choice("nhs_number", "NHS number")),
                        "errors",
                        errors));
    }

    private Map<String, Object> dataset(List<Ways.Way> ways, boolean own, boolean granted) {
        var model = new HashMap<String, Object>();
        model.put("dataset", Samples.dataset(Samples.version(2)));
        model.put("versions", List.of(Samples.version(2), Samples.version(1)));
        model.put("conditions", List.of());
        model.put("rolePolicies", List.of());
        model.put("ways", ways);
        model.put("own", own);
        model.put("readsOwn", own);
        model.put("uploads", own);
        model.put("officer", !own);
        model.put("running", List.of());
        model.put("emergency", false);
        model.put("lead", false);
        model.put(
                "grants",
                granted ? List.of(RequestSamples.line(RequestSamples.grant(null))) : List.of());
        model.put("waiting", granted || own ? List.of() : List.of(RequestSamples.pending()));
        model.put("firstHref", null);
        model.put("nextHref", null);
        return model;
    }

    private Map<String, Object> publish(DatasetForm form, FormErrors errors) {
        var model = new HashMap<String, Object>();
        model.put("form", form);
        model.put("errors", errors);
        model.put("refusal", null);
        model.put(
                "markings",
                List.of(
                        new Choice("OFFICIAL", "OFFICIAL", words.say("classification.OFFICIAL")),
                        new Choice(
                                "OFFICIAL-SENSITIVE",
                                "OFFICIAL-SENSITIVE",
                                words.say("classification.OFFICIAL_SENSITIVE"))));
        return model;
    }

    private Map<String, Object> ask(AskForm form, FormErrors errors, boolean covered) {
        var model = new HashMap<String, Object>();
        model.put("draft", null);
        model.put(
                "alsoChoices", List.of(new Choice("brent/trees", "brent/trees", "DSA-2026-0001")));
        model.put("alsoLeft", 0L);
        model.putAll(
                Map.of(
                        "dataset",
                        Samples.dataset(Samples.version(1)),
                        "form",
                        form,
                        "errors",
                        errors,
                        "wayChoices",
                        covered
                                ? List.of(
                                        new Choice(
                                                "DSA-2026-0001|procurement-review",
                                                "Find suppliers that several agencies pay for the same",
                                                words.say(
                                                        "ask.way.hint",
                                                        "DSA-2026-0001",
                                                        AgreementSamples.terms().title(),
                                                        "31 October 2027")),
                                        new Choice(
                                                "DSA-2026-0002|x",
                                                "Another purpose",
                                                "DSA-2026-0002"))
                                : List.of(),
                        "actionChoices",
                        List.of(new Choice("read", "Read and download")),
                        "maxText",
                        2000));
        return model;
    }
}
