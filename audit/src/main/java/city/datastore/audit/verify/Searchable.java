package city.datastore.audit.verify;

import city.datastore.audit.event.AuditEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The columns that people search by; all of them follow from the event. */
record Searchable(
        @Nullable UUID id,
        @Nullable Instant at,
        @Nullable String actor,
        @Nullable String username,
        @Nullable String actorAgency,
        @Nullable String ownerAgency,
        @Nullable String dataset,
        @Nullable String agreement,
        @Nullable String purpose,
        @Nullable String action,
        @Nullable String outcome) {
    private static final int MAX_TEXT = 200;

    /** What has to stand in the columns beside this event. */
    static Searchable of(AuditEvent event) {
        var dataset = event.about().dataset();
        return new Searchable(
                event.id().value(),
                event.at(),
                event.actor().person().value(),
                shortened(event.actor().username()),
                text(event.actor().agency()),
                dataset == null ? null : dataset.agency().value(),
                text(dataset),
                text(event.about().agreement()),
                text(event.about().purpose()),
                shortened(event.action().name()),
                event.outcome().word());
    }

    /** The names of the columns that say something else. */
    List<String> differingFrom(Searchable other) {
        List<String> differing = new ArrayList<>();
        compare("id", id, other.id, differing);
        compare("at", at, other.at, differing);
        compare("actor", actor, other.actor, differing);
        compare("username", username, other.username, differing);
        compare("actor_agency", actorAgency, other.actorAgency, differing);
        compare("owner_agency", ownerAgency, other.ownerAgency, differing);
        compare("dataset", dataset, other.dataset, differing);
        compare("agreement", agreement, other.agreement, differing);
        compare("purpose", purpose, other.purpose, differing);
        compare("action", action, other.action, differing);
        compare("outcome", outcome, other.outcome, differing);
        return differing;
    }

    private static void compare(
            String name, @Nullable Object one, @Nullable Object other, List<String> differing) {
        if (!Objects.equals(one, other)) {
            differing.add(name);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** The first 200 UTF-16 units, no half of a pair at the end, U+FFFD for U+0000. */
    private static String shortened(String text) {
        int end = Math.min(text.length(), MAX_TEXT);
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end).replace('\0', '\ufffd');
    }
}
