package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.EarlierAnswers;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a party said of itself before, for whoever writes an agreement with it. */
@RestController
@RequestMapping(Paths.V1 + "/agreements/{reference}/parties/{agency}/earlier-answers")
class EarlierAnswersApi {
    private final Agreements agreements;
    private final EarlierAnswers earlier;

    EarlierAnswersApi(Agreements agreements, EarlierAnswers earlier) {
        this.agreements = agreements;
        this.earlier = earlier;
    }

    @GetMapping
    ResponseEntity<EarlierAnswersJson> see(
            Caller caller, @PathVariable String reference, @PathVariable String agency) {
        var written = Paths.agreement(reference);
        var party = Paths.agency(agency);
        var seen = agreements.see(caller, written);
        if (!seen.value().head().parties().contains(party)) {
            throw new CallException.NoSuchThing(agency + " is no party to " + reference);
        }
        return earlier.of(caller, party, written)
                .map(found -> ApiHeaders.ok(seen).body(EarlierAnswersJson.of(found)))
                .orElseThrow(() ->
                        new CallException.NoSuchThing(
                                agency
                                        + " has said nothing of itself in another agreement that you"
                                        + " are a party to"));
    }
}
