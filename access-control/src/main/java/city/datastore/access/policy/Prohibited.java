package city.datastore.access.policy;

import static city.datastore.access.policy.Finding.lacks;

import city.datastore.access.identity.Role;
import city.datastore.audit.calendar.UkTime;
import java.util.Optional;

/** What the rules on prohibitions look for, and their words; why one was set is not told. */
final class Prohibited {
    private Prohibited() {}

    static boolean barred(Case c) {
        return found(c, Prohibition.Kind.BAR).isPresent();
    }

    static boolean frozen(Case c) {
        return found(c, Prohibition.Kind.FREEZE).isPresent();
    }

    static boolean embargoed(Case c) {
        boolean publishes =
                c.caller().is(Role.DATA_STEWARD)
                        && c.owner() != null
                        && c.owner().equals(c.caller().agency());
        return !publishes && found(c, Prohibition.Kind.EMBARGO).isPresent();
    }

    static Finding.Lacks sayBarred(Case c) {
        return lacks(
                "person-barred",
                c.ownerName()
                        + " has barred you from "
                        + c.datasetName()
                        + end(c, Prohibition.Kind.BAR)
                        + ".",
                "Ask " + c.leadOf(c.owner()) + " about it.");
    }

    static Finding.Lacks sayFrozen(Case c) {
        return lacks(
                "dataset-frozen",
                c.ownerName()
                        + " has frozen "
                        + c.datasetName()
                        + end(c, Prohibition.Kind.FREEZE)
                        + ": nobody can read it.",
                "Ask " + c.leadOf(c.owner()) + " when it can be read again.");
    }

    static Finding.Lacks sayEmbargoed(Case c) {
        var until = found(c, Prohibition.Kind.EMBARGO).map(Prohibition::until);
        return lacks(
                "dataset-embargoed",
                c.datasetName()
                        + " is under embargo until "
                        + until.map(UkTime::end).orElse("its embargo ends")
                        + ".",
                "Come back on "
                        + until.map(UkTime::start).orElse("the day after")
                        + ", or ask "
                        + c.leadOf(c.owner())
                        + " to lift it.");
    }

    private static String end(Case c, Prohibition.Kind kind) {
        return found(c, kind)
                .map(Prohibition::until)
                .map(until -> " until " + UkTime.end(until))
                .orElse("");
    }

    /** The one of that kind that stops this reader the longest. */
    private static Optional<Prohibition> found(Case c, Prohibition.Kind kind) {
        var dataset = c.dataset();
        return dataset == null || c.prohibitions().isEmpty()
                ? Optional.empty()
                : c.prohibitions().stream()
                        .filter(each -> each.kind() == kind)
                        .filter(each -> each.stops(c.caller(), dataset, c.now()))
                        .reduce((one, other) -> lasts(one, other) ? one : other);
    }

    private static boolean lasts(Prohibition one, Prohibition other) {
        var end = other.until();
        return one.until() == null || (end != null && one.until().isAfter(end));
    }
}
