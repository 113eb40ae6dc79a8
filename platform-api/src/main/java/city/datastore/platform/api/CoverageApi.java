package city.datastore.platform.api;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.agreements.permits.Nearest;
import city.datastore.agreements.permits.Nearest.Need;
import city.datastore.agreements.permits.NearestSearch;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import city.datastore.platform.datasets.Datasets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** "Am I already covered?": which agreement gives the caller's agency what it needs. */
@RestController
@RequestMapping(Paths.V1 + "/coverage")
class CoverageApi {
    private final Gatekeeper gatekeeper;
    private final Datasets datasets;
    private final NearestSearch agreements;

    CoverageApi(Gatekeeper gatekeeper, Datasets datasets, NearestSearch agreements) {
        this.gatekeeper = gatekeeper;
        this.datasets = datasets;
        this.agreements = agreements;
    }

    /**
     * What somebody needs.
     *
     * @param columns null where any will do
     * @param action {@code read} where it is left out
     */
    record NeedJson(
            @Nullable String dataset,
            @Nullable JsonNode columns,
            @Nullable String purpose,
            @Nullable String action) {
        Wanted read(Caller caller) {
            var fields = new Fields();
            var of = fields.name("dataset", dataset, DatasetId::parse);
            var some =
                    columns == null || columns.isNull()
                            ? null
                            : ColumnsJson.read(fields, "columns", columns);
            var aim = purpose == null ? null : fields.name("purpose", purpose, PurposeCode::new);
            var doing =
                    fields.name(
                            "action",
                            action == null ? PermittedAction.READ.value() : action,
                            PermittedAction::new);
            fields.check();
            return new Wanted(
                    of.get(),
                    new Need(
                            new Question(
                                    caller,
                                    Act.ASK_ACCESS,
                                    new Target.OfDataset(of.get()),
                                    null,
                                    aim == null ? null : aim.get()),
                            some == null ? null : some.get(),
                            doing.get()));
        }
    }

    record Wanted(DatasetId dataset, Need need) {}

    /** The answer: yes, nearly or no. */
    record CoverageJson(String verdict, List<CandidateJson> candidates, String next) {}

    /** One agreement and what it lacks. */
    record CandidateJson(
            String agreement,
            int version,
            String title,
            List<String> clauses,
            List<ReasonJson> missing) {}

    @PostMapping
    ResponseEntity<CoverageJson> covered(Caller caller, @RequestBody NeedJson body) {
        var wanted = body.read(caller);
        datasets.see(caller, wanted.dataset());
        var pass = gatekeeper.admit(Question.of(caller, Act.LIST_AGREEMENTS, new Target.OfList()));
        var nearest = agreements.nearest(wanted.need(), wanted.dataset());
        return ApiHeaders.ok(pass.event()).body(json(nearest, wanted.dataset()));
    }

    private static CoverageJson json(Nearest nearest, DatasetId dataset) {
        return new CoverageJson(
                nearest.verdict().name().toLowerCase(Locale.ROOT),
                nearest.candidates().stream()
                        .map(each ->
                                new CandidateJson(
                                        each.agreement().value(),
                                        each.version(),
                                        each.title(),
                                        each.clauses(),
                                        each.missing().stream()
                                                .map(why -> new ReasonJson(why.code(), why.text()))
                                                .toList()))
                        .toList(),
                next(nearest, dataset));
    }

    private static String next(Nearest nearest, DatasetId dataset) {
        return switch (nearest.verdict()) {
            case YES ->
                    "Ask "
                            + dataset.agency()
                            + " for access under "
                            + nearest.candidates().getFirst().agreement()
                            + ".";
            case NEARLY ->
                    "Ask your agency's information governance lead about "
                            + nearest.candidates().getFirst().agreement()
                            + ": what is missing can be agreed with its parties.";
            case NO ->
                    "Ask your agency's information governance lead to draw up an agreement with "
                            + dataset.agency()
                            + ".";
        };
    }
}
