package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.TermsDiff;
import city.datastore.agreements.TermsReview;
import city.datastore.audit.names.AgreementRef;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What differs between two texts of an agreement, or between it and its template, in words. */
@Controller
class DiffPage {
    private static final String NUMBER = "[1-9][0-9]{0,8}";

    private final Agreements agreements;
    private final TermsReview review;
    private final TemplateWords templates;
    private final Changed changed;
    private final Words words;

    DiffPage(
            Agreements agreements,
            TermsReview review,
            TemplateWords templates,
            Changed changed,
            Words words) {
        this.agreements = agreements;
        this.review = review;
        this.templates = templates;
        this.changed = changed;
        this.words = words;
    }

    @GetMapping("/agreements/{reference}/diff")
    String diff(
            Caller caller,
            @PathVariable String reference,
            @RequestParam MultiValueMap<String, String> sent,
            Model model) {
        var ref = new AgreementRef(reference);
        var fields = new Fields(sent);
        model.addAttribute("reference", ref.value());
        if (fields.text("from").isEmpty() && fields.text("to").isEmpty()) {
            againstTemplate(agreements.see(caller, ref).value().head(), model);
        } else {
            Head was = edition(caller, ref, fields.text("from"));
            Head is = edition(caller, ref, fields.text("to"));
            model.addAttribute("title", words.say("diff.title.editions", ref));
            model.addAttribute(
                    "before", words.say("diff.edition", fields.text("from"), was.version()));
            model.addAttribute("after", words.say("diff.edition", fields.text("to"), is.version()));
            model.addAttribute("terms", is.terms());
            model.addAttribute("changes", changed.lines(TermsDiff.of(was.terms(), is.terms())));
        }
        return "pages/agreement-diff";
    }

    private void againstTemplate(Head head, Model model) {
        var template =
                templates
                        .followed(head.terms())
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("template", template);
        model.addAttribute("title", words.say("diff.title.template", head.reference()));
        model.addAttribute("before", words.say("diff.template", template.version()));
        model.addAttribute("after", words.say("diff.now"));
        model.addAttribute("terms", head.terms());
        model.addAttribute(
                "changes",
                changed.lines(TermsDiff.of(template.alone(head.terms(), review), head.terms())));
    }

    private Head edition(Caller caller, AgreementRef ref, String number) {
        if (!number.matches(NUMBER)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return agreements
                .edition(caller, ref, Integer.parseInt(number))
                .value()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
