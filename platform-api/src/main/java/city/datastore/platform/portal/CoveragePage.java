package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.agreements.permits.Nearest.Need;
import city.datastore.agreements.permits.NearestSearch;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.platform.datasets.Datasets;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Whether an agreement already gives my agency what I need of a dataset. */
@Controller
class CoveragePage {
    private final Datasets datasets;
    private final NearestSearch agreements;

    CoveragePage(Datasets datasets, NearestSearch agreements) {
        this.datasets = datasets;
        this.agreements = agreements;
    }

    @GetMapping("/datasets/{agency}/{name}/covered")
    String covered(
            Caller caller,
            @PathVariable String agency,
            @PathVariable String name,
            @RequestParam MultiValueMap<String, String> sent,
            Model model) {
        var id = new DatasetId(new AgencyCode(agency), name);
        var fields = new Fields(sent);
        var dataset = datasets.see(caller, id);
        var columns = fields.all("columns");
        model.addAttribute("dataset", dataset);
        model.addAttribute(
                "columnChoices",
                dataset.columns().stream()
                        .map(column -> new Choice(column.name(), column.name()))
                        .toList());
        model.addAttribute("chosen", columns);
        var asking = Question.of(caller, Act.ASK_ACCESS, new Target.OfDataset(id));
        var nearest =
                agreements.nearest(
                        new Need(
                                asking,
                                columns.isEmpty() ? null : ColumnScope.only(columns),
                                PermittedAction.READ),
                        id);
        model.addAttribute("verdict", nearest.verdict().name().toLowerCase(Locale.ROOT));
        model.addAttribute("candidates", nearest.candidates());
        return "pages/coverage";
    }
}
