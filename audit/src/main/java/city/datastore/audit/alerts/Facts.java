package city.datastore.audit.alerts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The running facts that the rules count in, and the alerts that there are; what is added to them
 * is remembered until it has been stored. For one thread.
 */
final class Facts {
    /** A span in which a subject needs no second alert of a kind. */
    record Raised(AlertKind kind, String subject, Instant from, Instant until) {
        static Raised of(Alert alert) {
            return new Raised(alert.kind(), alert.subject(), alert.from(), alert.until());
        }

        boolean spans(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    private record Counted(Tally.Measure measure, String subject) {}

    private record Warned(AlertKind kind, String subject) {}

    private final Map<Counted, NavigableMap<Instant, Tally>> tallies = new HashMap<>();
    private final Map<Tally.Key, Tally> changed = new LinkedHashMap<>();
    private final Map<Warned, List<Raised>> raised = new HashMap<>();
    private final List<Alert> fresh = new ArrayList<>();

    Facts() {
        this(List.of(), List.of());
    }

    Facts(Collection<Tally> known, Collection<Raised> alerts) {
        known.forEach(this::put);
        alerts.forEach(this::put);
    }

    /** Counts the event in that slot. */
    void count(Tally.Measure measure, String subject, Instant slot, Seen event) {
        Tally.Key key = new Tally.Key(measure, subject, slot);
        Tally after =
                at(measure, subject, slot)
                        .map(before -> before.and(event))
                        .orElseGet(() -> Tally.first(key, event));
        put(after);
        changed.put(key, after);
    }

    Optional<Tally> at(Tally.Measure measure, String subject, Instant slot) {
        return Optional.ofNullable(of(measure, subject).get(slot));
    }

    /** Everything counted in the slots from the first to the last, both included, as one tally. */
    Optional<Tally> during(Tally.Measure measure, String subject, Instant first, Instant last) {
        return of(measure, subject).subMap(first, true, last, true).values().stream()
                .reduce(Tally::and);
    }

    /** Whether there is an alert of that kind and subject that spans that instant. */
    boolean alerted(AlertKind kind, String subject, Instant at) {
        return raised.getOrDefault(new Warned(kind, subject), List.of()).stream()
                .anyMatch(one -> one.spans(at));
    }

    void raise(Alert alert) {
        put(Raised.of(alert));
        fresh.add(alert);
    }

    Collection<Tally> changed() {
        return changed.values();
    }

    List<Alert> fresh() {
        return fresh;
    }

    private NavigableMap<Instant, Tally> of(Tally.Measure measure, String subject) {
        return tallies.computeIfAbsent(new Counted(measure, subject), _ -> new TreeMap<>());
    }

    private void put(Tally tally) {
        of(tally.key().measure(), tally.key().subject()).put(tally.key().slot(), tally);
    }

    private void put(Raised one) {
        raised.computeIfAbsent(new Warned(one.kind(), one.subject()), _ -> new ArrayList<>())
                .add(one);
    }
}
