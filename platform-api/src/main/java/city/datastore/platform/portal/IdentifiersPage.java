package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Target;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.platform.datasets.Dataset;
import city.datastore.platform.datasets.Datasets;
import city.datastore.platform.subjects.SubjectException;
import city.datastore.platform.subjects.Subjects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Which columns of a dataset identify people, said by its data steward. */
@Controller
class IdentifiersPage {
    /** The fields of one column, each followed by its number on the page. */
    private static final String COLUMN = "column-";

    private static final String KIND = "kind-";

    private final Subjects subjects;
    private final Datasets datasets;
    private final Gatekeeper gatekeeper;
    private final Words words;

    IdentifiersPage(Subjects subjects, Datasets datasets, Gatekeeper gatekeeper, Words words) {
        this.subjects = subjects;
        this.datasets = datasets;
        this.gatekeeper = gatekeeper;
        this.words = words;
    }

    /**
     * One column on the page.
     *
     * @param kind code of the kind of identifier, empty where it identifies nobody
     */
    record Row(String column, String kind) {}

    @GetMapping("/datasets/{agency}/{name}/identifiers")
    String form(
            Caller caller, @PathVariable String agency, @PathVariable String name, Model model) {
        var dataset = datasets.see(caller, id(agency, name));
        return show(
                caller,
                dataset,
                rows(dataset, subjects.declared(dataset.id())),
                FormErrors.none(),
                model);
    }

    @PostMapping("/datasets/{agency}/{name}/identifiers")
    String declare(
            Caller caller,
            @PathVariable String agency,
            @PathVariable String name,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var dataset = datasets.see(caller, id(agency, name));
        var wanted = read(new Fields(sent), dataset.columns().size());
        try {
            subjects.declare(caller, dataset.id(), wanted);
            next.addFlashAttribute("done", words.say("identifiers.done"));
            return "redirect:/datasets/" + dataset.id();
        } catch (SubjectException.BadField e) {
            var errors = FormErrors.of(KIND + "0", Words.sentence(e.getMessage()));
            return show(caller, dataset, rows(dataset, wanted), errors, model);
        }
    }

    private static Map<String, String> read(Fields fields, int columns) {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (int i = 0; i < columns; i++) {
            String kind = fields.text(KIND + i);
            if (!kind.isEmpty()) {
                wanted.put(fields.text(COLUMN + i), kind);
            }
        }
        return wanted;
    }

    private static List<Row> rows(Dataset dataset, Map<String, String> kinds) {
        return dataset.columns().stream()
                .map(column -> new Row(column.name(), kinds.getOrDefault(column.name(), "")))
                .toList();
    }

    private String show(
            Caller caller, Dataset dataset, List<Row> rows, FormErrors errors, Model model) {
        model.addAttribute("dataset", dataset);
        model.addAttribute("rows", rows);
        model.addAttribute("kinds", kinds());
        model.addAttribute("errors", errors);
        model.addAttribute(
                "refusal",
                Possible.refusal(
                        gatekeeper,
                        caller,
                        Act.DECLARE_IDENTIFIERS,
                        new Target.OfDataset(dataset.id())));
        return "pages/identifiers";
    }

    private List<Choice> kinds() {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("", words.say("identifiers.nobody")));
        subjects.kinds().forEach(kind -> choices.add(new Choice(kind.code(), kind.title())));
        return choices;
    }

    private static DatasetId id(String agency, String name) {
        return new DatasetId(new AgencyCode(agency), name);
    }
}
