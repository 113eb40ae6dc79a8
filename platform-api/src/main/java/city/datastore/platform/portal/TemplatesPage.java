package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.agreements.TemplateRef;
import city.datastore.agreements.templates.Template;
import city.datastore.agreements.templates.TemplateLine;
import city.datastore.agreements.templates.Templates;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The templates to draft from, and each with what it locks and what it leaves open. */
@Controller
@RequestMapping("/templates")
class TemplatesPage {
    private final Templates templates;
    private final ClauseWords inWords;
    private final TemplateKeeping keeping;
    private final Gatekeeper gatekeeper;

    TemplatesPage(
            Templates templates,
            ClauseWords inWords,
            TemplateKeeping keeping,
            Gatekeeper gatekeeper) {
        this.templates = templates;
        this.keeping = keeping;
        this.inWords = inWords;
        this.gatekeeper = gatekeeper;
    }

    @GetMapping
    String all(Caller caller, Model model) {
        model.addAttribute("templates", templates.all());
        model.addAttribute("drafts", keeping.of(caller));
        model.addAttribute("lead", caller.is(Role.IG_LEAD));
        return "pages/templates";
    }

    @GetMapping("/{id}/versions/{version:[1-9][0-9]{0,3}}")
    String one(Caller caller, @PathVariable String id, @PathVariable int version, Model model) {
        var template =
                templates
                        .find(TemplateRef.of(id, version))
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("template", template);
        model.addAttribute("locked", inWords.lines(template.clauses(), true));
        model.addAttribute("open", inWords.lines(template.clauses(), false));
        model.addAttribute("lead", caller.is(Role.IG_LEAD));
        var versions = templates.versions(id);
        model.addAttribute("versions", versions);
        model.addAttribute(
                "latest", versions.stream().mapToInt(TemplateLine::version).max().orElse(version));
        model.addAttribute(
                "publishes",
                Possible.is(
                        gatekeeper,
                        caller,
                        Act.PUBLISH_TEMPLATE,
                        Templates.toPublish(id, template.owner())));
        return "pages/template";
    }

    @GetMapping("/{id}/diff")
    String diff(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model) {
        var before = version(id, sent, "from");
        var after = version(id, sent, "to");
        model.addAttribute("template", after);
        model.addAttribute("before", before);
        model.addAttribute("changes", inWords.changes(before.clauses(), after.clauses()));
        return "pages/template-diff";
    }

    private Template version(String id, MultiValueMap<String, String> sent, String name) {
        String number = new Fields(sent).text(name);
        return Optional.of(number)
                .filter(typed -> typed.matches("[1-9][0-9]{0,3}"))
                .flatMap(typed -> templates.find(TemplateRef.of(id, Integer.parseInt(typed))))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
