package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.dpia.Assessed;
import city.datastore.agreements.dpia.Description;
import city.datastore.agreements.dpia.DpiaReview;
import city.datastore.agreements.dpia.Dpias;
import city.datastore.audit.event.Recorded;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The data protection impact assessment of an agreement; every change names what it was read as.
 */
@RestController
@RequestMapping(Paths.V1 + "/agreements/{reference}/dpia")
class DpiaApi {
    private final Dpias dpias;
    private final DpiaReview review;
    private final Description description;

    DpiaApi(Dpias dpias, DpiaReview review, Description description) {
        this.dpias = dpias;
        this.review = review;
        this.description = description;
    }

    @GetMapping
    ResponseEntity<DpiaJson> see(Caller caller, @PathVariable String reference) {
        return answer(dpias.see(caller, Paths.agreement(reference)));
    }

    @PutMapping
    ResponseEntity<DpiaJson> write(
            Caller caller,
            @PathVariable String reference,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody DpiaContentJson body) {
        var id = Paths.agreement(reference);
        return answer(dpias.write(caller, id, Revision.of(ifMatch), body.read()));
    }

    @PostMapping("/advice")
    ResponseEntity<DpiaJson> advise(
            Caller caller,
            @PathVariable String reference,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody DpiaAdviceJson body) {
        var id = Paths.agreement(reference);
        long revision = Revision.of(ifMatch);
        var said = body.read();
        return answer(
                dpias.advise(caller, id, revision, said.adviser(), said.position(), said.text()));
    }

    @PostMapping("/outcome")
    ResponseEntity<DpiaJson> decide(
            Caller caller,
            @PathVariable String reference,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody DpiaOutcomeJson body) {
        var id = Paths.agreement(reference);
        long revision = Revision.of(ifMatch);
        var said = body.read();
        return answer(
                dpias.decide(caller, id, revision, said.decider(), said.outcome(), said.reasons()));
    }

    @PostMapping("/consultation")
    ResponseEntity<DpiaJson> consult(
            Caller caller,
            @PathVariable String reference,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody DpiaConsultationJson body) {
        var id = Paths.agreement(reference);
        long revision = Revision.of(ifMatch);
        var said = body.read();
        return answer(
                dpias.consult(
                        caller,
                        id,
                        revision,
                        said.reference(),
                        said.asked(),
                        said.answer(),
                        said.text()));
    }

    private ResponseEntity<DpiaJson> answer(Recorded<Assessed> recorded) {
        return ApiHeaders.ok(recorded)
                .eTag(Revision.tag(recorded.value().dpia().revision()))
                .body(DpiaJson.of(recorded.value(), review, description));
    }
}
