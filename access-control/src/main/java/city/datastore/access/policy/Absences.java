package city.datastore.access.policy;

import static city.datastore.access.policy.Finding.lacks;

import city.datastore.audit.names.AgencyCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of a party that an agreement names and that is not in it now, why that refuses. */
final class Absences {
    private Absences() {}

    /** That the dataset's owner would give it, and has not signed or has left. */
    static Optional<Finding.Lacks> ofOwner(Case c, Permit permit) {
        var absence = absence(permit, c.owner());
        return absence == null || c.dataset() == null || !absence.datasets().contains(c.dataset())
                ? Optional.empty()
                : Optional.of(finding("owner", c.owner(), absence, c, permit));
    }

    /** That the caller's agency would receive, and has not signed or has left. */
    static Optional<Finding.Lacks> ofReceiver(Case c, Permit permit) {
        var agency = c.caller().agency();
        var absence = absence(permit, agency);
        return absence == null || !absence.receives()
                ? Optional.empty()
                : Optional.of(finding("agency", agency, absence, c, permit));
    }

    private static Permit.@Nullable Absence absence(Permit permit, @Nullable AgencyCode agency) {
        return agency == null ? null : permit.absent().get(agency);
    }

    private static Finding.Lacks finding(
            String who,
            @Nullable AgencyCode agency,
            Permit.Absence absence,
            Case c,
            Permit permit) {
        String lead = c.leadOf(agency);
        return absence.left()
                ? lacks(
                        who + "-left",
                        c.name(agency) + " has left " + permit.agreement() + ".",
                        "Ask " + lead + " which agreement to rely on now.")
                : lacks(
                        who + "-not-signed",
                        c.name(agency) + " has not signed " + permit.agreement() + " yet.",
                        "Ask " + lead + " to sign it.");
    }
}
