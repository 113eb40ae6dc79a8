package city.datastore.platform.api;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.agreements.templates.TemplateLine;
import city.datastore.agreements.templates.Templates;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** Templates that agreements are drafted from. */
@RestController
@RequestMapping(Paths.V1 + "/templates")
class TemplatesApi {
    private final Gatekeeper gatekeeper;
    private final Templates templates;

    TemplatesApi(Gatekeeper gatekeeper, Templates templates) {
        this.gatekeeper = gatekeeper;
        this.templates = templates;
    }

    /** The latest version of each, without its clauses. */
    @GetMapping
    ResponseEntity<PageJson<TemplateLineJson>> all(Caller caller, NativeWebRequest request) {
        var query = Query.of(request, "limit", "cursor");
        var pass = gatekeeper.admit(Question.of(caller, Act.LIST_AGREEMENTS, new Target.OfList()));
        var page = query.page(templates.all(), TemplateLine::id);
        return ApiHeaders.ok(pass.event()).body(PageJson.of(page, TemplateLineJson::of));
    }

    @PostMapping
    ResponseEntity<TemplateJson> publish(Caller caller, @RequestBody TemplateJson.New body) {
        var published = templates.publish(caller, body.read());
        var template = published.value();
        return ResponseEntity.created(
                        URI.create(
                                Paths.V1
                                        + "/templates/"
                                        + template.id()
                                        + "/versions/"
                                        + template.version()))
                .header(ApiHeaders.AUDIT_EVENT, published.event().toString())
                .body(TemplateJson.of(template));
    }

    @GetMapping("/{template}/versions/{templateVersion}")
    ResponseEntity<TemplateJson> see(
            Caller caller, @PathVariable String template, @PathVariable String templateVersion) {
        var ref = Paths.template(template, templateVersion);
        var pass = gatekeeper.admit(Question.of(caller, Act.LIST_AGREEMENTS, new Target.OfList()));
        var found =
                templates
                        .find(ref)
                        .orElseThrow(() ->
                                new CallException.NoSuchThing(
                                        "there is no version "
                                                + ref.version()
                                                + " of a template "
                                                + ref.id()));
        return ApiHeaders.ok(pass.event()).body(TemplateJson.of(found));
    }
}
