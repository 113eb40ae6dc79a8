package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.TermsDiff;
import city.datastore.agreements.TermsReview;
import city.datastore.agreements.templates.Templates;
import city.datastore.audit.names.AgreementRef;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** What differs between two texts of an agreement, or between it and its template. */
@RestController
@RequestMapping(Paths.V1 + "/agreements/{reference}/diff")
class DiffApi {
    private static final int MAX_NUMBER = 20;

    private final Agreements agreements;
    private final Templates templates;
    private final TermsReview review;

    DiffApi(Agreements agreements, Templates templates, TermsReview review) {
        this.agreements = agreements;
        this.templates = templates;
        this.review = review;
    }

    /**
     * One side of it.
     *
     * @param edition of the agreement; null for the template, and for the text as it is now
     */
    record Side(@Nullable Integer edition, int version, @Nullable TemplateRefJson template) {}

    /** Both sides, and what differs, in the order of the terms. */
    record DiffJson(String agreement, Side from, Side to, List<VariationJson.Change> changes) {}

    @GetMapping
    ResponseEntity<DiffJson> diff(
            Caller caller, @PathVariable String reference, NativeWebRequest request) {
        var query = Query.of(request, "against", "from", "to");
        var ref = Paths.agreement(reference);
        if (query.word("against", List.of("template")) != null) {
            return againstTemplate(caller, ref);
        }
        int from = edition(query, "from");
        int to = edition(query, "to");
        var before = agreements.edition(caller, ref, from);
        var after = agreements.edition(caller, ref, to);
        Head was = there(before.value().orElse(null), ref, from);
        Head is = there(after.value().orElse(null), ref, to);
        return ApiHeaders.ok(after)
                .body(
                        new DiffJson(
                                reference,
                                new Side(
                                        from,
                                        was.version(),
                                        TemplateRefJson.of(was.terms().template())),
                                new Side(
                                        to,
                                        is.version(),
                                        TemplateRefJson.of(is.terms().template())),
                                changes(TermsDiff.of(was.terms(), is.terms()))));
    }

    private ResponseEntity<DiffJson> againstTemplate(Caller caller, AgreementRef ref) {
        var seen = agreements.see(caller, ref);
        var head = seen.value().head();
        var template =
                templates
                        .followed(head.terms())
                        .orElseThrow(
                                () -> new CallException.NoSuchThing(ref + " follows no template"));
        return ApiHeaders.ok(seen)
                .body(
                        new DiffJson(
                                ref.value(),
                                new Side(
                                        null,
                                        template.version(),
                                        TemplateRefJson.of(template.ref())),
                                new Side(
                                        null,
                                        head.version(),
                                        TemplateRefJson.of(head.terms().template())),
                                changes(
                                        TermsDiff.of(
                                                template.alone(head.terms(), review),
                                                head.terms()))));
    }

    private static List<VariationJson.Change> changes(List<TermsDiff.Change> changes) {
        return changes.stream().map(VariationJson.Change::of).toList();
    }

    private static int edition(Query query, String name) {
        String text =
                query.text(name, MAX_NUMBER)
                        .orElseThrow(() ->
                                new CallException.BadParameter(
                                        name,
                                        name
                                                + " is missing; ask for against=template, or for two"
                                                + " editions such as from=1&to=2"));
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new CallException.BadParameter(
                    name, name + " has to be the number of an edition, from 1");
        }
        return Integer.parseInt(text);
    }

    private static Head there(@Nullable Head head, AgreementRef ref, int edition) {
        if (head == null) {
            throw new CallException.NoSuchThing(ref + " has no edition " + edition);
        }
        return head;
    }
}
