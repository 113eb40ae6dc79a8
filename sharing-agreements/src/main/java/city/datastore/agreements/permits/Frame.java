package city.datastore.agreements.permits;

import city.datastore.access.policy.Permit;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a change lets everybody who receives do otherwise: for what, how, and from when until when.
 *
 * @param purposes of the agreement
 * @param actions that it allows
 * @param before its dates before the change
 * @param after and after it
 */
public record Frame(
        Moved<PurposeCode> purposes, Moved<PermittedAction> actions, Span before, Span after) {

    /** What comes in and what goes, each in order. */
    public record Moved<T>(List<T> gained, List<T> lost) {
        public Moved {
            gained = List.copyOf(gained);
            lost = List.copyOf(lost);
        }

        private static <T extends Comparable<T>> Moved<T> of(Set<T> before, Set<T> after) {
            return new Moved<>(beyond(after, before), beyond(before, after));
        }

        private static <T extends Comparable<T>> List<T> beyond(Set<T> these, Set<T> those) {
            return these.stream().filter(each -> !those.contains(each)).sorted().toList();
        }

        boolean none() {
            return gained.isEmpty() && lost.isEmpty();
        }
    }

    /** {@code [from, until)}. */
    public record Span(Instant from, Instant until) {}

    static Frame of(Permit before, Permit after) {
        return new Frame(
                Moved.of(before.purposes(), after.purposes()),
                Moved.of(before.actions(), after.actions()),
                new Span(before.from(), before.until()),
                new Span(after.from(), after.until()));
    }

    /** Whether the dates are others. */
    public boolean moved() {
        return !before.equals(after);
    }

    public boolean none() {
        return purposes.none() && actions.none() && !moved();
    }
}
