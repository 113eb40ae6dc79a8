package city.datastore.access.policy;

import static city.datastore.access.policy.Finding.holds;
import static city.datastore.access.policy.Finding.lacks;

import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.names.PermittedAction;
import java.util.Objects;
import java.util.Set;

/** Conditions on the grant that the person holds under the agreement. */
final class GrantConditions {

    static final Condition HELD =
            Condition.first(
                    "they hold a grant for this dataset, agreement and purpose",
                    Set.of("no-grant"),
                    c -> c.grant() != null,
                    _ -> holds("grant", "You hold a grant for it."),
                    GrantConditions::noGrant);

    static final Condition IN_FORCE =
            Condition.that(
                    "the grant is in force now",
                    Set.of("grant-expired", "grant-revoked", "grant-not-started"),
                    c -> c.grant() != null && c.grant().inForceAt(c.now()),
                    GrantConditions::untilWhen,
                    GrantConditions::notInForce);

    static final Condition READING_COVERED =
            Condition.that(
                    "the grant allows the action read",
                    Set.of("action-not-in-grant"),
                    c -> c.grant() != null && c.grant().actions().contains(PermittedAction.READ),
                    _ -> holds("action-in-grant", "Your grant allows the action read."),
                    c ->
                            lacks(
                                    "action-not-in-grant",
                                    "Your grant does not allow the action read.",
                                    askAgain(c)));

    static final Condition COLUMNS_LEFT =
            Condition.that(
                    "agreement and grant have a column in common",
                    Set.of("columns-empty"),
                    c -> !(c.columns() instanceof ColumnScope.Only(var names) && names.isEmpty()),
                    c -> holds("columns", shown(c)),
                    c ->
                            lacks(
                                    "columns-empty",
                                    c.agreementName()
                                            + " and your grant have no column of "
                                            + c.datasetName()
                                            + " in common.",
                                    "Ask "
                                            + c.leadOf(c.owner())
                                            + " for a grant that names columns of the agreement."));

    private GrantConditions() {}

    private static String shown(Case c) {
        var columns =
                switch (c.columns()) {
                    case ColumnScope.All _ -> "You may see every column.";
                    case ColumnScope.Only(var names) ->
                            "You may see these columns: " + String.join(", ", names) + ".";
                };
        var protection = c.protection();
        return protection.none() ? columns : columns + " " + protection.words();
    }

    private static Finding.Holds untilWhen(Case c) {
        var grant = Objects.requireNonNull(c.grant());
        return holds(
                "grant-in-force",
                "Your grant is in force until " + UkTime.lastDay(grant.until()) + ".");
    }

    private static Finding.Lacks notInForce(Case c) {
        var grant = c.grant();
        if (grant == null) {
            return noGrant(c);
        }
        if (grant.revoked()) {
            return lacks(
                    "grant-revoked",
                    "Your grant for " + c.datasetName() + " was revoked.",
                    "Ask " + c.leadOf(c.owner()) + " why, or ask for access again.");
        }
        if (c.now().isBefore(grant.from())) {
            return lacks(
                    "grant-not-started",
                    "Your grant starts on " + UkTime.day(grant.from()) + ".",
                    "Come back on " + UkTime.day(grant.from()) + ".");
        }
        return lacks(
                "grant-expired",
                "Your grant ended on " + UkTime.lastDay(grant.until()) + ".",
                askAgain(c));
    }

    private static Finding.Lacks noGrant(Case c) {
        return lacks(
                "no-grant",
                "You hold no grant for "
                        + c.datasetName()
                        + " under "
                        + c.agreementName()
                        + " for the purpose "
                        + c.question().purpose()
                        + ".",
                askAgain(c));
    }

    private static String askAgain(Case c) {
        return "Ask for access to "
                + c.datasetName()
                + " under "
                + c.agreementName()
                + "; "
                + c.leadOf(c.owner())
                + " decides.";
    }
}
