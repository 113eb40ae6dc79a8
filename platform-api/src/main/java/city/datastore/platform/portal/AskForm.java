package city.datastore.platform.portal;

import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.AccessRequests;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an officer types to ask for access.
 *
 * @param way agreement and purpose, joined by a bar
 */
record AskForm(String way, List<String> actions, DateInput until, String justification) {
    static final List<String> FIELDS = List.of("way", "actions", "until", "justification");

    AskForm {
        actions = List.copyOf(actions);
    }

    static AskForm of(Fields fields) {
        return new AskForm(
                fields.text("way"),
                fields.all("actions"),
                fields.date("until"),
                fields.text("justification"));
    }

    /** Null, with errors that say what is missing, where it is not complete. */
    AccessRequests.@Nullable Ask read(DatasetId dataset, FormErrors errors, Words words) {
        int bar = way.indexOf('|');
        if (bar < 0) {
            errors.add("way", words.say("ask.way.missing"));
        }
        if (actions.isEmpty()) {
            errors.add("actions", words.say("ask.actions.missing"));
        }
        var end = words.endOf(errors, "until", until, "ask.until.name");
        checkText(errors, "justification", justification, "ask.justification.missing", words);
        if (errors.any() || end == null) {
            return null;
        }
        try {
            return new AccessRequests.Ask(
                    dataset,
                    new AgreementRef(way.substring(0, bar)),
                    new PurposeCode(way.substring(bar + 1)),
                    permitted(actions),
                    end,
                    justification);
        } catch (NameException e) {
            errors.add("way", Words.sentence(e.getMessage()));
            return null;
        }
    }

    /** A text that has to be there and not longer than a request, comment or reason may be. */
    static void checkText(
            FormErrors errors, String field, String text, String missing, Words words) {
        if (text.isEmpty()) {
            errors.add(field, words.say(missing));
        } else if (text.length() > AccessRequest.Asked.MAX_TEXT) {
            errors.add(
                    field,
                    words.say("error.too-long", AccessRequest.Asked.MAX_TEXT, text.length()));
        }
    }

    private static Set<PermittedAction> permitted(List<String> actions) {
        return actions.stream().map(PermittedAction::new).collect(Collectors.toSet());
    }
}
