package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.AgreementException;
import city.datastore.agreements.TermsDiff;
import city.datastore.agreements.VariationSigning;
import city.datastore.agreements.Variations;
import city.datastore.agreements.templates.Templates;
import city.datastore.platform.desk.ImpactDesk;
import java.net.URI;
import java.util.List;
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

/** The next version of an agreement in force. */
@RestController
@RequestMapping(Paths.V1 + "/agreements/{reference}/variation")
class VariationApi {
    private final Variations variations;
    private final VariationSigning signing;
    private final Templates templates;
    private final AgreementAnswers answers;
    private final ImpactDesk impacts;

    VariationApi(
            Variations variations,
            VariationSigning signing,
            Templates templates,
            AgreementAnswers answers,
            ImpactDesk impacts) {
        this.variations = variations;
        this.signing = signing;
        this.templates = templates;
        this.answers = answers;
        this.impacts = impacts;
    }

    @PostMapping
    ResponseEntity<AgreementJson> begin(
            Caller caller,
            @PathVariable String reference,
            @RequestBody(required = false) @Nullable NothingJson body) {
        var begun = variations.begin(caller, Paths.agreement(reference));
        return ResponseEntity.created(
                        URI.create(Paths.V1 + "/agreements/" + reference + "/variation"))
                .header(ApiHeaders.AUDIT_EVENT, begun.event().toString())
                .eTag(Revision.tag(begun.value().head().revision()))
                .body(answers.whole(begun.value()));
    }

    @GetMapping
    ResponseEntity<VariationJson> see(Caller caller, @PathVariable String reference) {
        var seen = variations.see(caller, Paths.agreement(reference));
        var varied =
                seen.value()
                        .orElseThrow(() ->
                                new CallException.NoSuchThing(reference + " is not being varied"));
        return ApiHeaders.ok(seen)
                .eTag(Revision.tag(varied.next().head().revision()))
                .body(VariationJson.of(varied, answers.whole(varied.next()), impacts.of(varied)));
    }

    @PutMapping
    ResponseEntity<AgreementJson> edit(
            Caller caller,
            @PathVariable String reference,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody TermsJson body) {
        var id = Paths.agreement(reference);
        var terms = body.from(templates).read();
        try {
            return answers.answer(variations.edit(caller, id, Revision.of(ifMatch), terms));
        } catch (AgreementException.ChangedMeanwhile e) {
            var stored = variations.see(caller, id).value();
            throw new CallException.LostEdit(
                    String.valueOf(e.getMessage()),
                    stored
                            .map(varied -> varied.next().head().terms())
                            .map(there -> TermsDiff.of(there, terms.following(there)))
                            .orElse(List.of())
                            .stream()
                            .map(VariationJson.Change::of)
                            .toList(),
                    e);
        }
    }

    @PostMapping("/proposal")
    ResponseEntity<AgreementJson> propose(
            Caller caller,
            @PathVariable String reference,
            @RequestBody(required = false) @Nullable ReadTermsJson body) {
        return answers.answer(
                signing.propose(caller, Paths.agreement(reference), ReadTermsJson.read(body)));
    }

    @PostMapping("/approval")
    ResponseEntity<AgreementJson> approve(
            Caller caller,
            @PathVariable String reference,
            @RequestBody(required = false) @Nullable ApprovalJson body) {
        var said = ApprovalJson.read(body);
        return answers.answer(
                signing.approve(caller, Paths.agreement(reference), said.comment(), said.digest()));
    }

    @PostMapping("/sign-off")
    ResponseEntity<AgreementJson> signOff(
            Caller caller, @PathVariable String reference, @RequestBody SignOffJson body) {
        var said = body.read();
        return answers.answer(
                signing.signOff(
                        caller,
                        Paths.agreement(reference),
                        said.office(),
                        said.comment(),
                        said.digest()));
    }

    @PostMapping("/nudge")
    ResponseEntity<AgreementJson> nudge(
            Caller caller, @PathVariable String reference, @RequestBody NudgeJson body) {
        return answers.answer(signing.nudge(caller, Paths.agreement(reference), body.read()));
    }

    @PostMapping("/return")
    ResponseEntity<AgreementJson> sendBack(
            Caller caller,
            @PathVariable String reference,
            @RequestBody(required = false) @Nullable CommentJson body) {
        return answers.answer(
                signing.sendBack(caller, Paths.agreement(reference), CommentJson.read(body)));
    }

    @PostMapping("/withdrawal")
    ResponseEntity<AgreementJson> withdraw(
            Caller caller, @PathVariable String reference, @RequestBody WhyJson body) {
        return answers.answer(signing.withdraw(caller, Paths.agreement(reference), body.read()));
    }
}
