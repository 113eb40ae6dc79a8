package city.datastore.platform.portal;

import city.datastore.agreements.TemplateRef;
import city.datastore.agreements.Terms;
import city.datastore.agreements.templates.Template;
import city.datastore.agreements.templates.Templates;
import city.datastore.agreements.templates.TextField;
import city.datastore.audit.names.NameException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The templates that pages name, and what a form takes from one. */
@Component
class TemplateWords {
    private static final String PATH = "[a-z0-9-]{3,60}/[1-9][0-9]{0,3}";

    private final Templates templates;

    TemplateWords(Templates templates) {
        this.templates = templates;
    }

    /** The version that an address or a form names as {@code id/1}. */
    Optional<Template> named(String path) {
        if (!path.matches(PATH)) {
            return Optional.empty();
        }
        String[] parts = path.split("/", -1);
        try {
            return templates.find(TemplateRef.of(parts[0], Integer.parseInt(parts[1])));
        } catch (NameException e) {
            return Optional.empty();
        }
    }

    Optional<Template> followed(Terms terms) {
        return templates.followed(terms);
    }

    /** Terms as they are first stored, with all that the template says. */
    Terms begun(Terms terms, Template template) {
        return templates.begin(terms.with(template.ref()));
    }

    /** The answers of a section that nobody can change, by the control that they stand at. */
    static Map<String, String> lockedIn(Section section, Template template, Said said) {
        var locked = new HashMap<String, String>();
        for (int at = 0; at < section.asked().size(); at++) {
            var asked = section.asked().get(at);
            if (template.locked().locks(asked.place(), asked.question().id())) {
                locked.put(
                        AnswersPage.id(section, at), said.answer(asked.question(), asked.answer()));
            }
        }
        return locked;
    }

    /** A form to draft from the template with. */
    static AgreementForm form(Template from, String agency, String dataset) {
        var blank = AgreementForm.blank(agency, dataset);
        var purposes =
                from.says(TextField.PURPOSES).stream()
                        .map(TextField::purpose)
                        .map(each -> new AgreementForm.PurposeRow(each.code().value(), each.text()))
                        .toList();
        var actions = from.says(TextField.ACTIONS);
        return new AgreementForm(
                first(from, TextField.TITLE),
                blank.parties(),
                blank.datasets(),
                purposes.isEmpty() ? blank.purposes() : purposes,
                actions.isEmpty() ? blank.actions() : actions,
                first(from, TextField.ARTICLE_6),
                first(from, TextField.ARTICLE_9),
                first(from, TextField.SCHEDULE_1),
                String.join("\n", from.says(TextField.GATEWAYS)),
                blank.starts(),
                blank.ends(),
                blank.reviewDue(),
                first(from, TextField.EXTENT));
    }

    private static String first(Template from, TextField field) {
        return from.says(field).stream().findFirst().orElse("");
    }
}
