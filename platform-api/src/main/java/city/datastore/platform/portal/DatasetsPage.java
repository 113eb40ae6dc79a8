package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.NameException;
import city.datastore.platform.datasets.Classification;
import city.datastore.platform.datasets.DatasetException;
import city.datastore.platform.datasets.DatasetQuery;
import city.datastore.platform.datasets.Datasets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Finding a dataset, and publishing one. */
@Controller
class DatasetsPage {
    private static final int ITEMS = 20;

    private final Datasets datasets;
    private final Agencies agencies;
    private final Gatekeeper gatekeeper;
    private final Words words;

    DatasetsPage(Datasets datasets, Agencies agencies, Gatekeeper gatekeeper, Words words) {
        this.datasets = datasets;
        this.agencies = agencies;
        this.gatekeeper = gatekeeper;
        this.words = words;
    }

    /** What somebody looks for, as they typed it. */
    record Search(String q, String agency, String classification, String topic) {
        static Search of(Fields fields) {
            return new Search(
                    fields.text("q"),
                    fields.text("agency"),
                    fields.text("classification"),
                    fields.text("topic"));
        }

        public boolean any() {
            return !(q + agency + classification + topic).isEmpty();
        }

        Link link(@Nullable String cursor) {
            return Link.to("/datasets")
                    .with("q", q)
                    .with("agency", agency)
                    .with("classification", classification)
                    .with("topic", topic)
                    .with("cursor", cursor);
        }
    }

    @GetMapping("/datasets")
    String list(Caller caller, @RequestParam MultiValueMap<String, String> sent, Model model) {
        var fields = new Fields(sent);
        var search = Search.of(fields);
        String cursor = fields.given("cursor");
        var query =
                new DatasetQuery(
                        fields.given("q"),
                        agency(search.agency()),
                        Classification.of(search.classification()).orElse(null),
                        fields.given("topic"));
        var found = Listed.page(ITEMS, cursor, part -> datasets.find(caller, query, part));
        model.addAttribute("search", search);
        model.addAttribute("found", found.items());
        model.addAttribute("firstHref", cursor == null ? null : search.link(null).toString());
        model.addAttribute(
                "nextHref", found.next() == null ? null : search.link(found.next()).toString());
        model.addAttribute("agencyChoices", agencyChoices());
        model.addAttribute("classificationChoices", classificationChoices());
        model.addAttribute("steward", caller.is(Role.DATA_STEWARD));
        return "pages/datasets";
    }

    @GetMapping("/datasets/new")
    String form(Caller caller, Model model) {
        return show(caller, DatasetForm.EMPTY, FormErrors.none(), model);
    }

    @PostMapping("/datasets/new")
    String publish(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var form = DatasetForm.of(new Fields(sent));
        var errors = FormErrors.none();
        AgencyCode agency = caller.agency();
        if (agency == null) {
            errors.add("name", words.say("dataset-form.no-agency"));
            return show(caller, form, errors, model);
        }
        var wanted = form.read(agency, errors, words);
        if (wanted == null || errors.any()) {
            return show(caller, form, errors, model);
        }
        try {
            var made = datasets.create(caller, wanted);
            next.addFlashAttribute("done", words.say("dataset-form.done", made.value().title()));
            return "redirect:/datasets/" + made.value().id();
        } catch (DatasetException.NameTaken e) {
            errors.add("name", Words.sentence(e.getMessage()));
        } catch (DatasetException.BadField e) {
            errors.add(
                    FormErrors.field(e.field(), DatasetForm.FIELDS, "name"),
                    Words.sentence(e.getMessage()));
        }
        return show(caller, form, errors, model);
    }

    private String show(Caller caller, DatasetForm form, FormErrors errors, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("refusal", Possible.toPublish(gatekeeper, caller));
        model.addAttribute("markings", markings());
        return "pages/dataset-new";
    }

    private static @Nullable AgencyCode agency(String code) {
        try {
            return code.isEmpty() ? null : new AgencyCode(code);
        } catch (NameException _) {
            return null;
        }
    }

    private List<Choice> agencyChoices() {
        return Stream.concat(
                        Stream.of(new Choice("", words.say("filter.any-agency"))),
                        agencies.all().stream()
                                .map(agency -> new Choice(agency.code().value(), agency.name())))
                .toList();
    }

    private List<Choice> classificationChoices() {
        return Stream.concat(
                        Stream.of(new Choice("", words.say("filter.any-classification"))),
                        markings().stream()
                                .map(marking -> new Choice(marking.value(), marking.text())))
                .toList();
    }

    private List<Choice> markings() {
        return Stream.of(Classification.values())
                .map(value ->
                        new Choice(
                                value.marking(),
                                value.marking(),
                                words.say("classification." + value.name())))
                .toList();
    }
}
