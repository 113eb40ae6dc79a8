package city.datastore.audit.verify.evidence;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something in a pack that is not as it has to be.
 *
 * @param member the file in the pack that it is about
 * @param what a sentence for people
 */
public record Fault(String member, String what) {
    private static final Pattern OF_EVENT =
            Pattern.compile("events/([0-9a-f-]{36})\\.(?:json|tlog-proof)");

    /** The id of the event that the member belongs to. */
    public Optional<String> event() {
        Matcher name = OF_EVENT.matcher(member);
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    @Override
    public String toString() {
        return event().map(id -> member + " (event " + id + "): " + what)
                .orElse(member + ": " + what);
    }
}
