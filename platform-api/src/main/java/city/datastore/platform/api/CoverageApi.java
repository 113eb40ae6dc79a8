package city.datastore.platform.api;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.agreements.permits.AgreementPermits;
import city.datastore.agreements.permits.Coverage;
import city.datastore.agreements.permits.Coverage.Need;
import city.datastore.audit.names.AgencyCode;
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
    private final AgreementPermits permits;

    CoverageApi(Gatekeeper gatekeeper, Datasets datasets, AgreementPermits permits) {
        this.gatekeeper = gatekeeper;
        this.datasets = datasets;
        this.permits = permits;
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
        Need read(AgencyCode receiver) {
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
            return new Need(
                    receiver,
                    of.get(),
                    some == null ? null : some.get(),
                    aim == null ? null : aim.get(),
                    doing.get());
        }
    }

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
        var agency = caller.agency() == null ? new AgencyCode("none") : caller.agency();
        var need = body.read(agency);
        datasets.see(caller, need.dataset());
        var pass = gatekeeper.admit(Question.of(caller, Act.LIST_AGREEMENTS, new Target.OfList()));
        return ApiHeaders.ok(pass.event()).body(json(permits.coverage(need), need));
    }

    private static CoverageJson json(Coverage coverage, Need need) {
        return new CoverageJson(
                coverage.verdict().name().toLowerCase(Locale.ROOT),
                coverage.candidates().stream()
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
                next(coverage, need));
    }

    private static String next(Coverage coverage, Need need) {
        return switch (coverage.verdict()) {
            case YES ->
                    "Ask "
                            + need.dataset().agency()
                            + " for access under "
                            + coverage.candidates().getFirst().agreement()
                            + ".";
            case NEARLY ->
                    "Ask your agency's information governance lead about "
                            + coverage.candidates().getFirst().agreement()
                            + ": what is missing can be agreed with its parties.";
            case NO ->
                    "Ask your agency's information governance lead to draw up an agreement with "
                            + need.dataset().agency()
                            + ".";
        };
    }
}
