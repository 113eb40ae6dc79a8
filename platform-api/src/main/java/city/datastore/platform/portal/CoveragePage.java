package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.permits.AgreementPermits;
import city.datastore.agreements.permits.Coverage;
import city.datastore.agreements.permits.Coverage.Need;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.platform.datasets.Datasets;
import java.util.List;
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
    private final AgreementPermits permits;

    CoveragePage(Datasets datasets, AgreementPermits permits) {
        this.datasets = datasets;
        this.permits = permits;
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
        if (caller.agency() != null) {
            var need =
                    new Need(
                            caller.agency(),
                            id,
                            columns.isEmpty() ? null : ColumnScope.only(columns),
                            null,
                            PermittedAction.READ);
            Coverage coverage = permits.coverage(need);
            model.addAttribute("verdict", coverage.verdict().name().toLowerCase(Locale.ROOT));
            model.addAttribute("candidates", coverage.candidates());
        } else {
            model.addAttribute("verdict", "no");
            model.addAttribute("candidates", List.of());
        }
        return "pages/coverage";
    }
}
