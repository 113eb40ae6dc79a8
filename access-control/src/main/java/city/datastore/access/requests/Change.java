package city.datastore.access.requests;

import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.names.PermittedAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is otherwise in a request that was sent again, in plain English.
 *
 * @param field its name in the API
 * @param before what it was
 * @param now what it is
 */
public record Change(String field, String before, String now) {
    /** The change as one sentence. */
    public String sentence() {
        return switch (field) {
            case "until" ->
                    "Access would now last until the end of " + now + ", before " + before + ".";
            case "actions" -> "They now ask to " + now + ", before to " + before + ".";
            case "justification" -> "They now give another reason.";
            case "purpose" -> "The purpose is now " + now + ", before " + before + ".";
            default -> "It now rests on " + now + ", before on " + before + ".";
        };
    }

    static List<Change> between(AccessRequest.Asked before, AccessRequest.Asked now) {
        var changes = new ArrayList<Change>();
        add(changes, "agreement", before.agreement().value(), now.agreement().value());
        add(changes, "purpose", before.purpose().value(), now.purpose().value());
        add(changes, "actions", listed(before.actions()), listed(now.actions()));
        add(changes, "until", UkTime.lastDay(before.until()), UkTime.lastDay(now.until()));
        add(changes, "justification", before.justification(), now.justification());
        return changes;
    }

    private static void add(List<Change> changes, String field, String before, String now) {
        if (!before.equals(now)) {
            changes.add(new Change(field, before, now));
        }
    }

    private static String listed(Set<PermittedAction> actions) {
        return actions.stream()
                .map(PermittedAction::value)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
