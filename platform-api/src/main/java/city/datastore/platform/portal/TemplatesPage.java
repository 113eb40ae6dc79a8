package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.agreements.TemplateRef;
import city.datastore.agreements.templates.Templates;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** The templates to draft from, and each with what it locks and what it leaves open. */
@Controller
@RequestMapping("/templates")
class TemplatesPage {
    private final Templates templates;
    private final TemplateWords inWords;

    TemplatesPage(Templates templates, TemplateWords inWords) {
        this.templates = templates;
        this.inWords = inWords;
    }

    @GetMapping
    String all(Caller caller, Model model) {
        model.addAttribute("templates", templates.all());
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
        model.addAttribute("locked", inWords.locked(template));
        model.addAttribute("open", inWords.open(template));
        model.addAttribute("lead", caller.is(Role.IG_LEAD));
        return "pages/template";
    }
}
