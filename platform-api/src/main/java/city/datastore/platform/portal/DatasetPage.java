package city.datastore.platform.portal;

import city.datastore.access.conditions.Conditions;
import city.datastore.access.emergency.Arrangements;
import city.datastore.access.emergency.Emergencies;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Target;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grants;
import city.datastore.access.rolepolicies.RolePolicies;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.platform.datasets.Datasets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** One dataset: what it is, its versions, and what I may do with it and why not. */
@Controller
class DatasetPage {
    private static final int VERSIONS = 10;
    private static final PageRequest REQUESTS = new PageRequest(50, null);

    private final Datasets datasets;
    private final Ways ways;
    private final AccessRequests requests;
    private final Grants grants;
    private final Standings standings;
    private final Conditions conditions;
    private final RolePolicies rolePolicies;
    private final Gatekeeper gatekeeper;
    private final Emergencies emergencies;
    private final Arrangements arrangements;

    DatasetPage(
            Datasets datasets,
            Ways ways,
            AccessRequests requests,
            Grants grants,
            Standings standings,
            Conditions conditions,
            RolePolicies rolePolicies,
            Gatekeeper gatekeeper,
            Emergencies emergencies,
            Arrangements arrangements) {
        this.datasets = datasets;
        this.ways = ways;
        this.requests = requests;
        this.grants = grants;
        this.standings = standings;
        this.conditions = conditions;
        this.rolePolicies = rolePolicies;
        this.gatekeeper = gatekeeper;
        this.emergencies = emergencies;
        this.arrangements = arrangements;
    }

    @GetMapping("/datasets/{agency}/{name}")
    String dataset(
            Caller caller,
            @PathVariable String agency,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        var id = new DatasetId(new AgencyCode(agency), name);
        var dataset = datasets.see(caller, id);
        var latest = dataset.latest();
        Integer version = latest == null ? null : latest.id().number();
        var versions = Listed.page(VERSIONS, cursor, part -> datasets.versions(caller, id, part));
        model.addAttribute("dataset", dataset);
        model.addAttribute("versions", versions.items());
        model.addAttribute("ways", ways.of(caller, id, version));
        model.addAttribute(
                "conditions",
                conditions.standing(id).stream()
                        .map(each -> each.demand().words())
                        .distinct()
                        .toList());
        model.addAttribute(
                "rolePolicies",
                rolePolicies.standing(id).stream()
                        .map(each -> each.roles().words())
                        .distinct()
                        .toList());
        model.addAttribute("own", caller.of(id.agency()));
        model.addAttribute("readsOwn", version != null && readsOwn(caller, id, version));
        model.addAttribute(
                "uploads",
                Possible.is(gatekeeper, caller, Act.UPLOAD_VERSION, new Target.OfDataset(id)));
        model.addAttribute("officer", caller.is(Role.OFFICER));
        model.addAttribute("lead", caller.is(Role.IG_LEAD));
        model.addAttribute(
                "grants",
                standings.ofGrants(
                        caller,
                        grants.grants(caller, id, caller.person(), null, REQUESTS).items()));
        model.addAttribute(
                "waiting",
                requests.requests(caller, "pending", true, REQUESTS).items().stream()
                        .filter(request -> request.asked().dataset().equals(id))
                        .toList());
        model.addAttribute("running", emergencies.running(caller, id));
        model.addAttribute("emergency", arrangements.usable(caller, id).isPresent());
        String here = "/datasets/" + id;
        model.addAttribute("firstHref", cursor == null ? null : here);
        model.addAttribute(
                "nextHref",
                versions.next() == null
                        ? null
                        : Link.to(here).with("cursor", versions.next()).toString());
        return "pages/dataset";
    }

    private boolean readsOwn(Caller caller, DatasetId id, int version) {
        return switch (ways.asSteward(caller, id, version)) {
            case Judgement.Allowed _ -> true;
            // the download asks for it
            case Judgement.Refused refused -> refused.takesSecondFactor();
            case null -> false;
        };
    }
}
