package city.datastore.access.policy;

import static city.datastore.access.policy.Finding.holds;
import static city.datastore.access.policy.Finding.lacks;

import city.datastore.access.identity.Role;
import java.util.Set;

/** Conditions on the roles of whoever asks. */
final class RoleConditions {
    static final Condition OFFICER = is(Role.OFFICER);
    static final Condition STEWARD = is(Role.DATA_STEWARD);
    static final Condition LEAD = is(Role.IG_LEAD);
    static final Condition AUDITOR = is(Role.AUDITOR);
    static final Condition ENFORCER = is(Role.ENFORCEMENT_POINT);
    static final Condition ADMINISTRATOR = is(Role.PLATFORM_ADMIN);

    static final Condition ANY_ROLE =
            Condition.that(
                    "they have a role",
                    Set.of("role-missing"),
                    c ->
                            !c.caller().roles().isEmpty()
                                    ? holds("role-held", "You have a role at your agency.")
                                    : lacks(
                                            "role-missing",
                                            "Your sign-in gives you no role here.",
                                            "Ask whoever manages sign-ins at "
                                                    + c.agencyName()
                                                    + " for the role your work needs."));

    /** A system that guards data asks what people may do, and looks after nothing else. */
    static final Condition PERSONS_ROLE =
            Condition.that(
                    "they have a role other than that of an enforcement point",
                    Set.of("role-missing"),
                    c ->
                            c.caller().hasPersonsRole()
                                    ? holds("role-held", "You have a role at your agency.")
                                    : lacks(
                                            "role-missing",
                                            "Your sign-in gives you no role here in which you can "
                                                    + c.question().act().words()
                                                    + ".",
                                            "Ask whoever manages sign-ins at "
                                                    + c.agencyName()
                                                    + " for the role your work needs."));

    /** Those who answer for an agency's data besides the lead. */
    static final Condition HOLDS_OFFICE =
            Condition.that(
                    "they are a senior information risk owner, a Caldicott Guardian or a data"
                            + " protection officer",
                    Set.of("role-missing"),
                    c ->
                            c.caller().is(Role.SIRO)
                                            || c.caller().is(Role.CALDICOTT_GUARDIAN)
                                            || c.caller().is(Role.DPO)
                                    ? holds("office-held", "You answer for your agency's data.")
                                    : lacks(
                                            "role-missing",
                                            "You are not a senior information risk owner, a Caldicott"
                                                    + " Guardian or a data protection officer.",
                                            "Ask the one of "
                                                    + c.agencyName()
                                                    + " to sign it off."));

    /** Those who are asked to sign, and who advises them. */
    static final Condition COMMENTS =
            Condition.that(
                    "they are an information governance lead, a senior information risk owner, a"
                            + " Caldicott Guardian or a data protection officer",
                    Set.of("role-missing"),
                    c ->
                            c.caller().is(Role.IG_LEAD)
                                            || c.caller().is(Role.SIRO)
                                            || c.caller().is(Role.CALDICOTT_GUARDIAN)
                                            || c.caller().is(Role.DPO)
                                    ? holds("role-held", "You are asked about agreements.")
                                    : lacks(
                                            "role-missing",
                                            "You are neither an information governance lead nor a"
                                                    + " senior information risk owner, a Caldicott"
                                                    + " Guardian or a data protection officer.",
                                            "Ask an information governance lead of "
                                                    + c.agencyName()
                                                    + " to "
                                                    + c.question().act().words()
                                                    + "."));

    static final Condition ADVISES =
            leadOr(Role.DPO, "a data protection officer", "record that advice");

    static final Condition DECIDES =
            leadOr(Role.SIRO, "a senior information risk owner", "record that outcome");

    static final Condition OVERSEES =
            Condition.that(
                    "they are an auditor or an information governance lead",
                    Set.of("role-missing"),
                    c ->
                            c.caller().is(Role.AUDITOR) || c.caller().is(Role.IG_LEAD)
                                    ? holds("role-held", "You look after what is done with data.")
                                    : lacks(
                                            "role-missing",
                                            "To "
                                                    + c.question().act().words()
                                                    + " you need the role auditor or ig-lead.",
                                            "Ask an auditor of your agency to do it."));

    /** Those who oversee, and who answers for the risk. */
    static final Condition ANSWERS =
            Condition.that(
                    "they are an auditor, an information governance lead or a senior information"
                            + " risk owner",
                    Set.of("role-missing"),
                    c ->
                            c.caller().is(Role.AUDITOR)
                                            || c.caller().is(Role.IG_LEAD)
                                            || c.caller().is(Role.SIRO)
                                    ? holds("role-held", "You look after what is done with data.")
                                    : lacks(
                                            "role-missing",
                                            "To "
                                                    + c.question().act().words()
                                                    + " you need the role auditor, ig-lead or"
                                                    + " siro.",
                                            "Ask an information governance lead of your agency."));

    private RoleConditions() {}

    private static Condition is(Role role) {
        return Condition.first(
                "they are " + described(role),
                Set.of("role-missing"),
                c -> c.caller().is(role),
                _ -> holds("role-held", "You have the role " + role.code() + "."),
                c ->
                        lacks(
                                "role-missing",
                                "To "
                                        + c.question().act().words()
                                        + " you need the role "
                                        + role.code()
                                        + ".",
                                "Ask "
                                        + described(role)
                                        + " of your agency to do it, or whoever manages"
                                        + " sign-ins there for that role."));
    }

    private static String described(Role role) {
        return switch (role) {
            case OFFICER -> "an officer";
            case DATA_STEWARD -> "a data steward";
            case IG_LEAD -> "an information governance lead";
            case AUDITOR -> "an auditor";
            case SIRO -> "a senior information risk owner";
            case CALDICOTT_GUARDIAN -> "a Caldicott Guardian";
            case DPO -> "a data protection officer";
            case ENFORCEMENT_POINT -> "an enforcement point";
            case PLATFORM_ADMIN -> "a platform administrator";
        };
    }

    private static Condition leadOr(Role role, String described, String act) {
        return Condition.that(
                "they are " + described + " or an information governance lead",
                Set.of("role-missing"),
                c ->
                        c.caller().is(role) || c.caller().is(Role.IG_LEAD)
                                ? holds("role-held", "You have a role that does this.")
                                : lacks(
                                        "role-missing",
                                        "You are neither "
                                                + described
                                                + " nor an information governance lead.",
                                        "Ask the one of " + c.agencyName() + " to " + act + "."));
    }
}
