package city.datastore.access.policy;

import static city.datastore.access.policy.Finding.lacks;

import city.datastore.audit.calendar.UkTime;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the rules on conditions of access look for, and their words. */
final class Demanded {
    private Demanded() {}

    static boolean unreadable(Case c) {
        return !unmet(c, Demand.Unreadable.class, _ -> false).isEmpty();
    }

    /**
     * Emergencies keep no hours; what the owner has arranged for them stands by itself. Whoever
     * names one reads by it or not at all, so naming one opens nothing else.
     */
    static boolean outsideHours(Case c) {
        return c.question().emergency() == null && !closed(c).isEmpty();
    }

    static boolean withoutSecondFactor(Case c) {
        return !unmet(c, Demand.SecondFactor.class, _ -> c.caller().stepUp()).isEmpty();
    }

    static boolean outsideNetwork(Case c) {
        return !elsewhere(c).isEmpty();
    }

    static Finding.Lacks sayUnreadable(Case c) {
        return lacks(
                "condition-unreadable",
                "A condition that "
                        + c.ownerName()
                        + " set on "
                        + c.datasetName()
                        + " cannot be understood, so nobody can read it.",
                "Ask " + c.leadOf(c.owner()) + " to end that condition and to set it again.");
    }

    static Finding.Lacks sayHours(Case c) {
        var opening = Hours.opening(found(c, Hours.class), c.now());
        return lacks(
                "outside-hours",
                only(c, closed(c)),
                opening.map(at -> "Try again at " + when(at) + ".")
                        .orElseGet(() ->
                                "There is no time at which it can be read: ask "
                                        + c.leadOf(c.owner())
                                        + "."));
    }

    static Finding.Lacks saySecondFactor(Case c) {
        return lacks(
                "second-factor-required",
                only(c, List.of(new Demand.SecondFactor())),
                "Sign in with your one-time code.");
    }

    static Finding.Lacks sayNetwork(Case c) {
        var names =
                elsewhere(c).stream()
                        .map(Networks::zone)
                        .distinct()
                        .collect(Collectors.joining(", and of "));
        return lacks(
                "outside-network",
                only(c, elsewhere(c))
                        + (c.caller().address() == null
                                ? " Where it would be read from is not known."
                                : ""),
                "Use a computer on the network of " + names + ".");
    }

    private static String only(Case c, List<? extends Demand> demands) {
        return demands.stream()
                .map(Demand::words)
                .distinct()
                .collect(
                        Collectors.joining(
                                ", and only ",
                                c.ownerName() + " lets people read " + c.datasetName() + " only ",
                                "."));
    }

    private static List<Hours> closed(Case c) {
        return unmet(c, Hours.class, hours -> hours.open(c.now()));
    }

    private static List<Networks> elsewhere(Case c) {
        return unmet(c, Networks.class, network -> network.contains(c.caller().address()));
    }

    private static <D extends Demand> List<D> unmet(Case c, Class<D> kind, Predicate<D> met) {
        return c.conditions().isEmpty()
                ? List.of()
                : found(c, kind).stream().filter(met.negate()).toList();
    }

    private static <D extends Demand> List<D> found(Case c, Class<D> kind) {
        var dataset = c.dataset();
        return dataset == null
                ? List.of()
                : c.conditions().stream()
                        .filter(each -> each.concerns(dataset))
                        .map(AccessCondition::demand)
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .toList();
    }

    /** {@code 8am on Monday 23 November 2026}, {@code the start of the day on Monday …}. */
    private static String when(Instant instant) {
        return UkTime.clock(instant) + " on " + UkTime.weekday(instant);
    }
}
