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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

    /** The fields that say what was declared when the page was opened: kind, colon, column. */
    private static final String SEEN = "seen";

    /** Free lines where the dataset does not describe its columns. */
    private static final int FREE = 3;

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
        return showDeclared(caller, dataset, FormErrors.none(), model);
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
        var errors = FormErrors.none();
        var fields = new Fields(sent);
        var wanted = read(fields, dataset, errors);
        var seen = seen(fields);
        if (errors.any()) {
            return show(caller, dataset, rows(dataset, wanted), seen, errors, model);
        }
        try {
            subjects.declare(caller, dataset.id(), seen, wanted);
            next.addFlashAttribute("done", words.say("identifiers.done"));
            return "redirect:/datasets/" + dataset.id();
        } catch (SubjectException.BadField e) {
            errors.add(KIND + "0", Words.sentence(e.getMessage()));
            return show(caller, dataset, rows(dataset, wanted), seen, errors, model);
        } catch (SubjectException.ChangedMeanwhile _) {
            errors.add(KIND + "0", words.say("identifiers.changed"));
            var now = subjects.declared(dataset.id());
            model.addAttribute("theirs", changes(seen, now));
            var both = merged(seen, wanted, now);
            return show(caller, dataset, rows(dataset, both), now, errors, model);
        }
    }

    /** What somebody typed who had seen that, put upon what is declared now. */
    private static Map<String, String> merged(
            Map<String, String> seen, Map<String, String> typed, Map<String, String> now) {
        var merged = new LinkedHashMap<>(now);
        seen.keySet().stream().filter(column -> !typed.containsKey(column)).forEach(merged::remove);
        typed.forEach((column, kind) -> {
            if (!kind.equals(seen.get(column))) {
                merged.put(column, kind);
            }
        });
        return merged;
    }

    /** What somebody else has declared otherwise, by column, each with what it is now. */
    private List<Row> changes(Map<String, String> seen, Map<String, String> now) {
        var titles = kinds().stream().collect(Collectors.toMap(Choice::value, Choice::text));
        var columns = new TreeSet<>(seen.keySet());
        columns.addAll(now.keySet());
        return columns.stream()
                .filter(column -> !Objects.equals(seen.get(column), now.get(column)))
                .map(column ->
                        new Row(column, titles.getOrDefault(now.getOrDefault(column, ""), "")))
                .toList();
    }

    /** What was declared when the page was opened, as it sends it back. */
    private static Map<String, String> seen(Fields fields) {
        return fields.ticked(SEEN, Subjects.MAX_COLUMNS).stream()
                .map(each -> each.split(":", 2))
                .filter(each -> each.length == 2)
                .collect(Collectors.toMap(each -> each[1], each -> each[0], (one, _) -> one));
    }

    private String showDeclared(Caller caller, Dataset dataset, FormErrors errors, Model model) {
        var declared = subjects.declared(dataset.id());
        return show(caller, dataset, rows(dataset, declared), declared, errors, model);
    }

    private Map<String, String> read(Fields fields, Dataset dataset, FormErrors errors) {
        Map<String, String> wanted = new LinkedHashMap<>();
        int lines = Math.max(dataset.columns().size(), Subjects.MAX_COLUMNS + FREE);
        for (int i = 0; i < lines; i++) {
            String kind = fields.text(KIND + i);
            String column = fields.text(COLUMN + i);
            if (!kind.isEmpty() && column.isEmpty()) {
                errors.add(COLUMN + i, words.say("identifiers.column.missing"));
            }
            if (!kind.isEmpty()) {
                wanted.put(column, kind);
            }
        }
        return wanted;
    }

    /** A line for each column; where none is described, for those declared and some free ones. */
    private static List<Row> rows(Dataset dataset, Map<String, String> kinds) {
        List<Row> rows = new ArrayList<>();
        dataset.columns()
                .forEach(column ->
                        rows.add(new Row(column.name(), kinds.getOrDefault(column.name(), ""))));
        if (rows.isEmpty()) {
            kinds.forEach((column, kind) -> rows.add(new Row(column, kind)));
            rows.addAll(Collections.nCopies(FREE, new Row("", "")));
        }
        return rows;
    }

    private String show(
            Caller caller,
            Dataset dataset,
            List<Row> rows,
            Map<String, String> seen,
            FormErrors errors,
            Model model) {
        model.addAttribute("dataset", dataset);
        model.addAttribute("rows", rows);
        model.addAttribute(
                SEEN,
                seen.entrySet().stream()
                        .map(each -> each.getValue() + ":" + each.getKey())
                        .toList());
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
