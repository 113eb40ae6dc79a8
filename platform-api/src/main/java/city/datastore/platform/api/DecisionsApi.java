package city.datastore.platform.api;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grant;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.platform.datasets.Datasets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the gate would say, without asking it to open: for oneself, or, where the gate lets one ask,
 * for somebody else. Nothing is released.
 */
@RestController
@RequestMapping(Paths.V1 + "/decisions")
class DecisionsApi {
    private final Gatekeeper gatekeeper;
    private final Datasets datasets;
    private final AccessRequests requests;

    DecisionsApi(Gatekeeper gatekeeper, Datasets datasets, AccessRequests requests) {
        this.gatekeeper = gatekeeper;
        this.datasets = datasets;
        this.requests = requests;
    }

    @PostMapping
    ResponseEntity<DecisionJson> decide(Caller caller, @RequestBody DecisionAskJson body) {
        var wanted = body.read();
        var dataset = wanted.dataset();
        datasets.see(caller, dataset);
        var person = wanted.person();
        if (person == null || isSelf(caller, person)) {
            return ResponseEntity.ok(answer(caller, wanted));
        }
        var other = other(caller, dataset, person);
        var about = new Target.OfOther(dataset, person, other.map(Caller::agency).orElse(null));
        var pass = gatekeeper.admit(Question.of(caller, Act.ASK_ABOUT_OTHERS, about));
        return ApiHeaders.ok(pass.event())
                .body(
                        other.map(known -> answer(known, wanted).ofAnother())
                                .orElseGet(() -> unknown(dataset, person)));
    }

    private DecisionJson answer(Caller caller, DecisionAskJson.Wanted wanted) {
        return DecisionJson.of(
                gatekeeper.explain(
                        new Question(
                                caller,
                                Act.READ_CONTENT,
                                new Target.OfDataset(wanted.dataset()),
                                wanted.agreement(),
                                wanted.purpose())));
    }

    /** Without a grant nothing is known of a person here, least of all their roles. */
    private static DecisionJson unknown(DatasetId dataset, PersonId person) {
        return new DecisionJson(
                false,
                List.of(),
                List.of(
                        new ReasonJson(
                                "no-grant",
                                person + " has never held a grant for " + dataset + ".")),
                "An officer asks for access first. A data steward of the owner reads its data"
                        + " without a grant: whoever manages sign-ins there knows who they are.");
    }

    /**
     * The other person as their grants on the dataset name them, among the grants that the caller
     * may see: an officer of that agency.
     */
    private Optional<Caller> other(Caller caller, DatasetId dataset, PersonId person) {
        for (var grant : grants(caller, dataset)) {
            var held = grant.held();
            if (held.holder().equals(person) || grant.holderName().equals(person.value())) {
                return Optional.of(
                        new Caller(
                                held.holder(),
                                grant.holderName(),
                                held.agency(),
                                Set.of(Role.OFFICER),
                                false,
                                caller.request()));
            }
        }
        return Optional.empty();
    }

    private List<Grant> grants(Caller caller, DatasetId dataset) {
        var all = new ArrayList<Grant>();
        String cursor = null;
        do {
            var page =
                    requests.grants(
                            caller, dataset, null, null, new PageRequest(Page.MAX_ITEMS, cursor));
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    private static boolean isSelf(Caller caller, PersonId person) {
        return caller.person().equals(person) || caller.username().equals(person.value());
    }
}
