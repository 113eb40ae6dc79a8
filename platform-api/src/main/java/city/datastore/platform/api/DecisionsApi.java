package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import city.datastore.platform.desk.DecisionDesk;
import java.util.List;
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
    private final DecisionDesk desk;

    DecisionsApi(DecisionDesk desk) {
        this.desk = desk;
    }

    @PostMapping
    ResponseEntity<DecisionJson> decide(Caller caller, @RequestBody DecisionAskJson body) {
        var ask = body.read();
        return switch (desk.ask(caller, ask)) {
            case DecisionDesk.Answer.OfOneself(var judgement) ->
                    ResponseEntity.ok(DecisionJson.of(desk, ask, judgement));
            case DecisionDesk.Answer.OfAnother(var judgement, var event) ->
                    ApiHeaders.ok(event).body(DecisionJson.of(desk, ask, judgement).ofAnother());
            case DecisionDesk.Answer.OfStranger(var person, var event) ->
                    ApiHeaders.ok(event).body(unknown(ask.dataset(), person));
        };
    }

    /** Without a grant nothing is known of a person here, least of all their roles. */
    static DecisionJson unknown(DatasetId dataset, PersonId person) {
        return DecisionJson.no(
                List.of(
                        new ReasonJson(
                                "no-grant",
                                person + " has never held a grant for " + dataset + ".")),
                "An officer asks for access first. A data steward of the owner reads its data"
                        + " without a grant: whoever manages sign-ins there knows who they are.");
    }
}
