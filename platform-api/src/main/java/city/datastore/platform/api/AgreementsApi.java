package city.datastore.platform.api;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.agreements.AgreementException;
import city.datastore.agreements.AgreementLists;
import city.datastore.agreements.AgreementQuery;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Invitations;
import city.datastore.agreements.Succession;
import city.datastore.agreements.TermsDiff;
import city.datastore.agreements.TermsDigest;
import city.datastore.agreements.templates.Templates;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** Data sharing agreements: writing them, moving them on, reading them. */
@RestController
@RequestMapping(Paths.V1 + "/agreements")
class AgreementsApi {
    /** Every state an agreement can be in. */
    static final List<String> STATES =
            List.of(
                    "draft",
                    "proposed",
                    "active",
                    "suspended",
                    "expired",
                    "terminated",
                    "superseded");

    private final Gatekeeper gatekeeper;
    private final Agreements agreements;
    private final AgreementLists lists;
    private final Invitations invitations;
    private final Succession succession;
    private final Templates templates;
    private final AgreementAnswers answers;

    AgreementsApi(
            Gatekeeper gatekeeper,
            Agreements agreements,
            AgreementLists lists,
            Invitations invitations,
            Succession succession,
            Templates templates,
            AgreementAnswers answers) {
        this.gatekeeper = gatekeeper;
        this.agreements = agreements;
        this.lists = lists;
        this.invitations = invitations;
        this.succession = succession;
        this.templates = templates;
        this.answers = answers;
    }

    @PostMapping
    ResponseEntity<AgreementJson> draft(Caller caller, @RequestBody TermsJson body) {
        var drafted = agreements.draft(caller, templates.begin(body.from(templates).read()));
        var head = drafted.value().head();
        return ResponseEntity.created(URI.create(Paths.V1 + "/agreements/" + head.reference()))
                .header(ApiHeaders.AUDIT_EVENT, drafted.event().toString())
                .eTag(Revision.tag(head.revision()))
                .body(answers.whole(drafted.value()));
    }

    @GetMapping
    ResponseEntity<PageJson<AgreementJson>> find(Caller caller, NativeWebRequest request) {
        var query =
                Query.of(
                        request, "state", "party", "dataset", "reviewDueBefore", "limit", "cursor");
        var wanted =
                new AgreementQuery(
                        query.word("state", STATES),
                        query.agency("party"),
                        query.dataset("dataset"),
                        query.from("reviewDueBefore"));
        var pass = gatekeeper.admit(Question.of(caller, Act.LIST_AGREEMENTS, new Target.OfList()));
        var found = query.page(page -> lists.find(caller, wanted, page));
        return ApiHeaders.ok(pass.event()).body(PageJson.of(found, answers::line));
    }

    @GetMapping("/{reference}")
    ResponseEntity<AgreementJson> see(Caller caller, @PathVariable String reference) {
        return answers.answer(agreements.see(caller, Paths.agreement(reference)));
    }

    @PutMapping("/{reference}")
    ResponseEntity<AgreementJson> edit(
            Caller caller,
            @PathVariable String reference,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody TermsJson body) {
        var id = Paths.agreement(reference);
        var terms = body.from(templates).read();
        try {
            return answers.answer(agreements.edit(caller, id, Revision.of(ifMatch), terms));
        } catch (AgreementException.ChangedMeanwhile e) {
            var stored = agreements.see(caller, id).value().head().terms();
            throw new CallException.LostEdit(
                    String.valueOf(e.getMessage()),
                    TermsDiff.of(stored, terms.following(stored)).stream()
                            .map(VariationJson.Change::of)
                            .toList(),
                    e);
        }
    }

    @GetMapping("/{reference}/history")
    ResponseEntity<PageJson<StepJson>> history(
            Caller caller, @PathVariable String reference, NativeWebRequest request) {
        var query = Query.of(request, "limit", "cursor");
        var steps = agreements.history(caller, Paths.agreement(reference));
        var page = query.page(steps.value(), each -> String.valueOf(each.number()));
        return ApiHeaders.ok(steps).body(PageJson.of(page, StepJson::of));
    }

    /** The same as an ODRL policy, for machines that know no other words. */
    @GetMapping(value = "/{reference}/odrl", produces = OdrlJson.MEDIA_TYPE)
    ResponseEntity<Map<String, Object>> odrl(Caller caller, @PathVariable String reference) {
        var seen = agreements.see(caller, Paths.agreement(reference));
        return ApiHeaders.ok(seen).body(OdrlJson.of(seen.value()));
    }

    @PostMapping("/{reference}/proposal")
    ResponseEntity<AgreementJson> propose(
            Caller caller,
            @PathVariable String reference,
            @RequestBody(required = false) @Nullable ReadTermsJson body) {
        return answers.answer(
                agreements.propose(caller, Paths.agreement(reference), ReadTermsJson.read(body)));
    }

    @PostMapping("/{reference}/approval")
    ResponseEntity<AgreementJson> approve(
            Caller caller,
            @PathVariable String reference,
            @RequestBody(required = false) @Nullable ApprovalJson body) {
        var said = ApprovalJson.read(body);
        return answers.answer(
                agreements.approve(
                        caller, Paths.agreement(reference), said.comment(), said.digest()));
    }

    @PostMapping("/{reference}/sign-off")
    ResponseEntity<AgreementJson> signOff(
            Caller caller, @PathVariable String reference, @RequestBody SignOffJson body) {
        var said = body.read();
        return answers.answer(
                agreements.signOff(
                        caller,
                        Paths.agreement(reference),
                        said.office(),
                        said.comment(),
                        said.digest()));
    }

    /** Every signature ever given, with its seal, to be checked without the platform. */
    @GetMapping("/{reference}/signatures")
    ResponseEntity<PageJson<SealedSignatureJson>> signatures(
            Caller caller, @PathVariable String reference, NativeWebRequest request) {
        var query = Query.of(request, "limit", "cursor");
        var signed = agreements.signatures(caller, Paths.agreement(reference));
        var page =
                query.page(
                        signed.value(),
                        each -> each.round() + " " + each.by().agency() + " " + each.office());
        return ApiHeaders.ok(signed).body(PageJson.of(page, SealedSignatureJson::of));
    }

    /** The very bytes whose SHA-256 is the digest of that edition of the terms. */
    @GetMapping(value = "/{reference}/editions/{edition}", produces = "application/json")
    ResponseEntity<byte[]> edition(
            Caller caller, @PathVariable String reference, @PathVariable String edition) {
        var found = agreements.edition(caller, Paths.agreement(reference), Paths.edition(edition));
        var head =
                found.value()
                        .orElseThrow(() ->
                                new CallException.NoSuchThing(
                                        reference + " has no edition " + edition));
        return ApiHeaders.ok(found)
                .contentType(MediaType.APPLICATION_JSON)
                .body(TermsDigest.canonical(head).bytes());
    }

    @PostMapping("/{reference}/return")
    ResponseEntity<AgreementJson> sendBack(
            Caller caller,
            @PathVariable String reference,
            @RequestBody(required = false) @Nullable CommentJson body) {
        return answers.answer(
                agreements.sendBack(caller, Paths.agreement(reference), CommentJson.read(body)));
    }

    @PostMapping("/{reference}/suspension")
    ResponseEntity<AgreementJson> suspend(
            Caller caller, @PathVariable String reference, @RequestBody WhyJson body) {
        return answers.answer(agreements.suspend(caller, Paths.agreement(reference), body.read()));
    }

    @PostMapping("/{reference}/resumption")
    ResponseEntity<AgreementJson> resume(
            Caller caller,
            @PathVariable String reference,
            @RequestBody(required = false) @Nullable NothingJson body) {
        return answers.answer(agreements.resume(caller, Paths.agreement(reference)));
    }

    @PostMapping("/{reference}/termination")
    ResponseEntity<AgreementJson> terminate(
            Caller caller, @PathVariable String reference, @RequestBody WhyJson body) {
        return answers.answer(
                agreements.terminate(caller, Paths.agreement(reference), body.read()));
    }

    @PostMapping("/{reference}/nudge")
    ResponseEntity<AgreementJson> nudge(
            Caller caller, @PathVariable String reference, @RequestBody NudgeJson body) {
        return answers.answer(invitations.nudge(caller, Paths.agreement(reference), body.read()));
    }

    @PostMapping("/{reference}/departure")
    ResponseEntity<AgreementJson> leave(
            Caller caller, @PathVariable String reference, @RequestBody WhyJson body) {
        return answers.answer(agreements.leave(caller, Paths.agreement(reference), body.read()));
    }

    @PostMapping("/{reference}/invitation")
    ResponseEntity<AgreementJson> invite(
            Caller caller, @PathVariable String reference, @RequestBody InvitationJson body) {
        return answers.answer(invitations.invite(caller, Paths.agreement(reference), body.read()));
    }

    @PostMapping("/{reference}/supersession")
    ResponseEntity<AgreementJson> supersede(
            Caller caller, @PathVariable String reference, @RequestBody SupersessionJson body) {
        return answers.answer(
                succession.supersede(caller, Paths.agreement(reference), body.read()));
    }
}
