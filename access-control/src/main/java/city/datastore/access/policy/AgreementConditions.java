package city.datastore.access.policy;

import static city.datastore.access.policy.Finding.holds;
import static city.datastore.access.policy.Finding.lacks;

import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.names.PermittedAction;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/** Conditions on the agreement relied on: that there is one, that it stands, and what it covers. */
final class AgreementConditions {

    static final Condition EXISTS = exists("no-agreement", "agreement-unknown");

    /** For acts that name no agreement. */
    static final Condition SOME_EXISTS = exists("no-agreement");

    /** For acts that always name one. */
    static final Condition NAMED_EXISTS = exists("agreement-unknown");

    static final Condition NAMES_DATASET =
            onPermit(
                    true,
                    "it names the dataset",
                    Set.of("dataset-not-in-agreement", "owner-not-signed", "owner-left"),
                    (c, permit) ->
                            c.dataset() != null && permit.datasets().containsKey(c.dataset()),
                    (c, permit) ->
                            holds(
                                    "dataset-in-agreement",
                                    permit.agreement() + " names " + c.datasetName() + "."),
                    (c, permit) ->
                            Absences.ofOwner(c, permit)
                                    .orElseGet(() ->
                                            lacks(
                                                    "dataset-not-in-agreement",
                                                    permit.agreement()
                                                            + " does not name "
                                                            + c.datasetName()
                                                            + ".",
                                                    "Rely on an agreement that names it, or ask "
                                                            + c.leadOf(c.owner())
                                                            + " to add it to one.")));

    static final Condition AGENCY_RECEIVES =
            onPermit(
                    true,
                    "it lets their agency receive data",
                    Set.of("agency-not-a-receiver", "agency-not-signed", "agency-left"),
                    (c, permit) ->
                            c.caller().agency() != null
                                    && permit.receivers().contains(c.caller().agency()),
                    (c, permit) ->
                            holds(
                                    "agency-a-receiver",
                                    c.agencyName()
                                            + " receives data under "
                                            + permit.agreement()
                                            + "."),
                    (c, permit) ->
                            Absences.ofReceiver(c, permit)
                                    .orElseGet(() ->
                                            lacks(
                                                    "agency-not-a-receiver",
                                                    c.agencyName()
                                                            + " does not receive data under "
                                                            + permit.agreement()
                                                            + ".",
                                                    "Ask "
                                                            + c.leadOf(c.caller().agency())
                                                            + " to agree with "
                                                            + c.ownerName()
                                                            + " that it does.")));

    static final Condition IN_FORCE =
            onPermit(
                    false,
                    "it is in force now",
                    Set.of("agreement-not-in-force"),
                    (c, permit) -> permit.inForceAt(c.now()),
                    (_, permit) ->
                            holds(
                                    "agreement-in-force",
                                    permit.agreement()
                                            + ", version "
                                            + permit.version()
                                            + ", is in force until "
                                            + UkTime.lastDay(permit.until())
                                            + "."),
                    AgreementConditions::notInForce);

    static final Condition APPROVED_AND_NOT_ENDED =
            onPermit(
                    false,
                    "it has been approved and has not ended",
                    Set.of("agreement-not-in-force"),
                    (c, permit) -> stands(permit) && c.now().isBefore(permit.until()),
                    (_, permit) ->
                            holds(
                                    "agreement-stands",
                                    permit.agreement() + " has been approved and not ended."),
                    AgreementConditions::notInForce);

    static final Condition PURPOSE_NAMED =
            Condition.first(
                    "they name a purpose",
                    Set.of("purpose-missing"),
                    c -> c.question().purpose() != null,
                    c ->
                            holds(
                                    "purpose-named",
                                    "You named the purpose " + c.question().purpose() + "."),
                    c ->
                            lacks(
                                    "purpose-missing",
                                    "You did not say what you need " + c.datasetName() + " for.",
                                    c.permit() == null || c.permit().purposes().isEmpty()
                                            ? "Name a purpose of the agreement."
                                            : "Name a purpose of "
                                                    + c.agreementName()
                                                    + ": "
                                                    + Case.listed(c.permit().purposes())
                                                    + "."));

    static final Condition PURPOSE_COVERED =
            onPermit(
                    false,
                    "that purpose is in the agreement",
                    Set.of("purpose-not-in-agreement"),
                    (c, permit) ->
                            c.question().purpose() != null
                                    && permit.purposes().contains(c.question().purpose()),
                    (c, permit) ->
                            holds(
                                    "purpose-in-agreement",
                                    permit.agreement()
                                            + " allows the purpose "
                                            + c.question().purpose()
                                            + "."),
                    (c, permit) ->
                            lacks(
                                    "purpose-not-in-agreement",
                                    permit.agreement()
                                            + " does not allow the purpose "
                                            + c.question().purpose()
                                            + ".",
                                    "Use it for a purpose of the agreement ("
                                            + Case.listed(permit.purposes())
                                            + "), or ask "
                                            + c.leadOf(c.owner())
                                            + " to agree yours."));

    static final Condition READING_COVERED =
            onPermit(
                    false,
                    "it allows the action read",
                    Set.of("action-not-in-agreement"),
                    (_, permit) -> permit.actions().contains(PermittedAction.READ),
                    (_, permit) ->
                            holds(
                                    "action-in-agreement",
                                    permit.agreement() + " allows the action read."),
                    (c, permit) ->
                            lacks(
                                    "action-not-in-agreement",
                                    permit.agreement() + " does not allow the action read.",
                                    "Ask "
                                            + c.leadOf(c.owner())
                                            + " to agree that data may be read under it."));

    private AgreementConditions() {}

    private static Condition exists(String... codes) {
        return Condition.first(
                "there is an agreement",
                Set.of(codes),
                c -> c.permit() != null,
                c -> holds("agreement", "You rely on " + c.agreementName() + "."),
                AgreementConditions::none);
    }

    /** A condition on the agreement of the case; without one it does not hold. */
    private static Condition onPermit(
            boolean gateway,
            String sentence,
            Set<String> codes,
            BiPredicate<Case, Permit> test,
            BiFunction<Case, Permit, Finding.Holds> why,
            BiFunction<Case, Permit, Finding.Lacks> whyNot) {
        Predicate<Case> met = c -> c.permit() != null && test.test(c, c.permit());
        Function<Case, Finding.Holds> yes = c -> why.apply(c, Objects.requireNonNull(c.permit()));
        Function<Case, Finding.Lacks> no =
                c -> c.permit() == null ? none(c) : whyNot.apply(c, c.permit());
        return gateway
                ? Condition.first(sentence, codes, met, yes, no)
                : Condition.that(sentence, codes, met, yes, no);
    }

    private static Finding.Lacks none(Case c) {
        if (c.agreement() != null) {
            return lacks(
                    "agreement-unknown",
                    "There is no agreement "
                            + c.agreement()
                            + " that "
                            + c.agencyName()
                            + " is a party to.",
                    "Check the reference, or name another agreement.");
        }
        String text = "No agreement lets " + c.agencyName() + " receive " + c.datasetName() + ".";
        return c.caller().agency() != null && c.caller().agency().equals(c.owner())
                ? lacks("no-agreement", text, "Ask a data steward of your agency, which owns it.")
                : lacks(
                        "no-agreement",
                        text,
                        "Ask "
                                + c.leadOf(c.caller().agency())
                                + " to propose an agreement with "
                                + c.ownerName()
                                + ".");
    }

    private static boolean stands(Permit permit) {
        return permit.standing() == Permit.Standing.ACTIVE
                || permit.standing() == Permit.Standing.SUSPENDED;
    }

    /** Says why it is not in force; also used where an agreement is looked at by itself. */
    static Finding.Lacks notInForce(Case c, Permit permit) {
        String ref = permit.agreement().toString();
        String lead = c.leadOf(c.caller().agency());
        return switch (permit.standing()) {
            case NOT_APPROVED ->
                    lacksForce(
                            ref + " has not been approved yet.",
                            "Ask " + lead + " what it is waiting for.");
            case SUSPENDED ->
                    lacksForce(ref + " is suspended.", "Ask " + lead + " when it will be resumed.");
            case TERMINATED ->
                    lacksForce(
                            ref + " was terminated.",
                            "Ask " + lead + " whether a new agreement takes its place.");
            case SUPERSEDED ->
                    lacksForce(
                            ref + " has been replaced by another agreement.",
                            "Ask " + lead + " which agreement took its place.");
            case ACTIVE ->
                    c.now().isBefore(permit.from())
                            ? lacksForce(
                                    ref + " starts on " + UkTime.day(permit.from()) + ".",
                                    "Come back on " + UkTime.day(permit.from()) + ".")
                            : lacksForce(
                                    ref + " ended on " + UkTime.lastDay(permit.until()) + ".",
                                    "Ask " + lead + " to agree a new one.");
        };
    }

    private static Finding.Lacks lacksForce(String text, String next) {
        return lacks("agreement-not-in-force", text, next);
    }
}
