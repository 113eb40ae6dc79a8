package city.datastore.access.policy;

import static city.datastore.access.policy.Finding.holds;
import static city.datastore.access.policy.Finding.lacks;

import city.datastore.audit.calendar.UkTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Conditions on what an owner arranged for emergencies, on duty roles and on emergency access. */
final class EmergencyConditions {

    static final Condition NAMED =
            Condition.first(
                    "they name an emergency access",
                    Set.of("no-emergency-named"),
                    c ->
                            c.question().emergency() != null
                                    ? holds("emergency-named", "You name an emergency access.")
                                    : lacks(
                                            "no-emergency-named",
                                            "You name no emergency access.",
                                            "Open one, if somebody is in danger."));

    /** Whoever names one reads by it or not at all, so that the record says how they read. */
    static final Condition NONE_NAMED =
            Condition.that(
                    "they name no emergency access",
                    Set.of("names-an-emergency"),
                    c ->
                            c.question().emergency() == null
                                    ? holds("no-emergency", "You name no emergency access.")
                                    : lacks(
                                            "names-an-emergency",
                                            "You name an emergency access, so you do not read this as"
                                                    + " data of your own agency.",
                                            "Leave the emergency access out to read it as data of"
                                                    + " your own agency."));

    static final Condition THEIRS =
            Condition.first(
                    "it is theirs, at their agency and on this dataset",
                    Set.of("emergency-unknown"),
                    c -> {
                        var access = c.emergency().access();
                        return access != null
                                        && access.holder().equals(c.caller().person())
                                        && access.agency().equals(c.caller().agency())
                                        && access.dataset().equals(c.dataset())
                                ? holds("emergency-held", "You opened this emergency access.")
                                : lacks(
                                        "emergency-unknown",
                                        "You have opened no such emergency access to "
                                                + c.datasetName()
                                                + ".",
                                        "Open one of your own, if somebody is in danger.");
                    });

    static final Condition RUNNING =
            Condition.that(
                    "it is running now",
                    Set.of("emergency-ended", "emergency-over"),
                    EmergencyConditions::running);

    static final Condition ARRANGED =
            Condition.first(
                    "its owner has arranged what may be seen in an emergency",
                    Set.of("no-arrangement"),
                    c ->
                            c.emergency().arrangement() != null
                                    ? holds(
                                            "arranged",
                                            () ->
                                                    c.ownerName()
                                                            + " has arranged what may be seen of "
                                                            + c.datasetName()
                                                            + " in an emergency.")
                                    : lacks(
                                            "no-arrangement",
                                            c.ownerName()
                                                    + " has arranged no emergency access to "
                                                    + c.datasetName()
                                                    + ".",
                                            "Call "
                                                    + c.ownerName()
                                                    + ": in an emergency its people can tell you"
                                                    + " themselves."));

    static final Condition SAME_IDENTIFIER =
            Condition.that(
                    "it still picks people by the same kind of identifier",
                    Set.of("identifier-changed"),
                    c -> {
                        var arrangement = c.emergency().arrangement();
                        var access = c.emergency().access();
                        return arrangement != null
                                        && access != null
                                        && arrangement.subjectKind().equals(access.subject().kind())
                                ? holds(
                                        "one-person",
                                        () ->
                                                "You may see the rows of one person, found by "
                                                        + arrangement.subjectColumn()
                                                        + ".")
                                : lacks(
                                        "identifier-changed",
                                        c.ownerName()
                                                + " now picks people in "
                                                + c.datasetName()
                                                + " by another kind of identifier.",
                                        "Open emergency access again, with that kind.");
                    });

    static final Condition ON_DUTY =
            Condition.that(
                    "their agency has appointed them to a duty role that may use it",
                    Set.of("not-on-duty"),
                    c -> {
                        var role = role(c);
                        return role != null
                                ? holds("on-duty", () -> "Your duty role is " + role + ".")
                                : lacks(
                                        "not-on-duty",
                                        "You are not appointed to a duty role that may use "
                                                + c.datasetName()
                                                + " in an emergency.",
                                        "Ask a colleague who is on duty, or "
                                                + c.leadOf(c.caller().agency())
                                                + " to appoint you.");
                    });

    static final Condition COLUMNS_LEFT =
            Condition.that(
                    "arrangement and access have a column in common",
                    Set.of("columns-empty"),
                    c -> {
                        var arrangement = c.emergency().arrangement();
                        return arrangement != null
                                        && c.columns() instanceof ColumnScope.Only(var columns)
                                        && !columns.isEmpty()
                                ? holds(
                                        "columns",
                                        () ->
                                                "You may see these columns: "
                                                        + String.join(", ", columns)
                                                        + ". Every other column is withheld; if you"
                                                        + " need one, call "
                                                        + arrangement.call()
                                                        + ".")
                                : lacks(
                                        "columns-empty",
                                        c.ownerName()
                                                + " no longer lets these columns of "
                                                + c.datasetName()
                                                + " be seen in an emergency.",
                                        arrangement == null
                                                ? "Call " + c.ownerName() + "."
                                                : "Call " + arrangement.call() + ".");
                    });

    static final Condition SECOND_FACTOR =
            Condition.that(
                    "they signed in with a second factor",
                    Set.of("second-factor-missing"),
                    c ->
                            c.caller().stepUp()
                                    ? holds("strong-enough", "You signed in with a one-time code.")
                                    : lacks(
                                            "second-factor-missing",
                                            "Emergency access takes a sign-in with a one-time code.",
                                            "Sign in with your one-time code, and try again."));

    static final Condition HOLDS_IT =
            Condition.that(
                    "it is theirs",
                    Set.of("not-the-holder"),
                    c ->
                            isHolder(c)
                                    ? holds("holder", "The emergency access is yours.")
                                    : lacks(
                                            "not-the-holder",
                                            "Somebody else opened this emergency access.",
                                            "Ask " + c.leadOf(c.owner()) + "."));

    static final Condition OF_HOLDERS_AGENCY =
            Condition.that(
                    "whoever opened it acts for their agency",
                    Set.of("out-of-scope"),
                    c ->
                            c.question().target() instanceof Target.OfEmergency target
                                            && c.caller().agency() != null
                                            && c.caller().agency().equals(target.agency())
                                    ? holds("in-scope", "Whoever opened it works for your agency.")
                                    : lacks(
                                            "out-of-scope",
                                            "Whoever opened it does not work for "
                                                    + c.agencyName()
                                                    + ".",
                                            "Ask somebody of the agency whose emergency it is."));

    static final Condition STAFF_IS_THEIRS =
            Condition.that(
                    "it is about staff of their agency",
                    Set.of("not-your-agencys"),
                    c ->
                            c.question().target() instanceof Target.OfDuty duty
                                            && duty.agency().equals(c.caller().agency())
                                    ? holds("your-agencys", "It is about your agency's staff.")
                                    : lacks(
                                            "not-your-agencys",
                                            "It is not about "
                                                    + Case.possessive(c.agencyName())
                                                    + " staff.",
                                            "Ask an information governance lead of the agency that"
                                                    + " the person works for."));

    private EmergencyConditions() {}

    static boolean isHolder(Case c) {
        return c.question().target() instanceof Target.OfEmergency target
                && target.holder().equals(c.caller().person());
    }

    static boolean isAppointed(Case c) {
        return c.question().target() instanceof Target.OfDuty duty
                && duty.person() != null
                && Prohibition.names(c.caller(), duty.person());
    }

    /**
     * The duty role by which the caller may use the arrangement: the one of their access when they
     * read, else any that they have now.
     */
    private static @Nullable String role(Case c) {
        var arrangement = c.emergency().arrangement();
        var agency = c.caller().agency();
        if (arrangement == null || agency == null) {
            return null;
        }
        var access = c.question().act() == Act.READ_CONTENT ? c.emergency().access() : null;
        return c.emergency().duties().stream()
                .filter(duty -> duty.agency().equals(agency))
                .filter(duty -> Prohibition.names(c.caller(), duty.person()))
                .filter(duty -> duty.inForceAt(c.now()))
                .map(DutyAppointment::role)
                .filter(role -> arrangement.names(agency, role))
                .filter(role -> access == null || access.role().equals(role))
                .sorted()
                .findFirst()
                .orElse(null);
    }

    private static Finding running(Case c) {
        var access = c.emergency().access();
        if (access == null || access.ended()) {
            return lacks(
                    "emergency-ended",
                    "This emergency access was ended.",
                    "Ask " + c.leadOf(c.owner()) + " why, or open another one.");
        }
        return access.inForceAt(c.now())
                ? holds(
                        "emergency-running",
                        () ->
                                "Your emergency access runs until "
                                        + UkTime.time(access.until())
                                        + ".")
                : lacks(
                        "emergency-over",
                        "This emergency access is over: it ran until "
                                + UkTime.time(access.until())
                                + ".",
                        "Open another one, if somebody is still in danger.");
    }
}
