package city.datastore.access.policy;

import static city.datastore.access.policy.Finding.holds;
import static city.datastore.access.policy.Finding.lacks;

import city.datastore.access.identity.Agency;
import java.util.Set;

/** Conditions on who asks: their agency, and what they have to do with the thing. */
final class PersonConditions {

    static final Condition KNOWN_AGENCY =
            Condition.first(
                    "their agency is known",
                    Set.of("agency-unknown"),
                    c -> c.caller().agency() != null,
                    c -> holds("agency-known", "You act for " + c.agencyName() + "."),
                    _ ->
                            lacks(
                                    "agency-unknown",
                                    "Your sign-in does not name exactly one agency that takes part.",
                                    "Ask whoever manages sign-ins at your agency to put you in"
                                            + " exactly one agency."));

    static final Condition WORKS_FOR_OWNER =
            Condition.that(
                    "their agency owns the dataset",
                    Set.of("not-the-owner"),
                    c ->
                            c.caller().agency() != null && c.caller().agency().equals(c.owner())
                                    ? holds(
                                            "owner",
                                            () -> c.datasetName() + " belongs to your agency.")
                                    : lacks(
                                            "not-the-owner",
                                            c.datasetName()
                                                    + " belongs to "
                                                    + c.ownerName()
                                                    + ", and you act for "
                                                    + c.agencyName()
                                                    + ".",
                                            "Ask somebody at "
                                                    + c.ownerName()
                                                    + " to do it: "
                                                    + "only the agency that owns a dataset can "
                                                    + c.question().act().words()
                                                    + "."));

    static final Condition OF_A_PARTY =
            Condition.that(
                    "their agency is a party to the agreement",
                    Set.of("not-a-party"),
                    c ->
                            c.question().target() instanceof Target.OfAgreement agreement
                                            && c.caller().agency() != null
                                            && agreement.parties().contains(c.caller().agency())
                                    ? holds(
                                            "party",
                                            () ->
                                                    c.agencyName()
                                                            + " is a party to "
                                                            + c.agreementName()
                                                            + ".")
                                    : lacks(
                                            "not-a-party",
                                            c.agencyName()
                                                    + " is not a party to "
                                                    + c.agreementName()
                                                    + ".",
                                            "Ask the information governance lead of one of its"
                                                    + " parties."));

    /** A signature on what is no low-risk sharing takes more than a password (RFC 9470). */
    static final Condition SECOND_FACTOR =
            Condition.that(
                    "they signed in with a second factor, where it takes one",
                    Set.of("second-factor-missing"),
                    c ->
                            c.caller().stepUp()
                                            || !(c.question().target()
                                                            instanceof Target.OfAgreement agreement
                                                    && agreement.secondFactor())
                                    ? holds("strong-enough", "Your sign-in is strong enough.")
                                    : lacks(
                                            "second-factor-missing",
                                            "A signature on "
                                                    + c.agreementName()
                                                    + " takes a sign-in with a one-time code.",
                                            "Sign in with your one-time code, and sign again."));

    static final Condition IS_REQUESTER =
            Condition.that(
                    "they made the request",
                    Set.of("not-the-requester"),
                    c ->
                            c.caller().person().equals(c.requester())
                                    ? holds("requester", "You made this request.")
                                    : lacks(
                                            "not-the-requester",
                                            "Somebody else made this request.",
                                            "Ask the person who made it, or "
                                                    + c.leadOf(c.owner())
                                                    + "."));

    static final Condition IS_HOLDER =
            Condition.that(
                    "they hold the grant",
                    Set.of("not-the-holder"),
                    c ->
                            c.question().target() instanceof Target.OfGrant grant
                                            && grant.holder().equals(c.caller().person())
                                    ? holds("holder", "The grant is yours.")
                                    : lacks(
                                            "not-the-holder",
                                            "Somebody else holds this grant.",
                                            "Ask "
                                                    + c.leadOf(c.owner())
                                                    + ", who decides on "
                                                    + c.datasetName()
                                                    + "."));

    static final Condition OF_OVERSIGHT =
            Condition.that(
                    "they act for the city's oversight",
                    Set.of("not-oversight"),
                    c ->
                            Agency.OVERSIGHT.equals(c.caller().agency())
                                    ? holds("oversight", "You act for the city's oversight.")
                                    : lacks(
                                            "not-oversight",
                                            "You do not act for the city's oversight.",
                                            "Ask an auditor of the city."));

    static final Condition OF_REQUESTERS_AGENCY =
            Condition.that(
                    "the requester acted for their agency",
                    Set.of("out-of-scope"),
                    c ->
                            c.question().target() instanceof Target.OfRequest request
                                            && c.caller().agency() != null
                                            && c.caller().agency().equals(request.requesterAgency())
                                    ? holds("in-scope", "The requester works for your agency.")
                                    : lacks(
                                            "out-of-scope",
                                            "The requester does not work for "
                                                    + c.agencyName()
                                                    + ".",
                                            "Ask an auditor of the city."));

    static final Condition OF_PERSONS_AGENCY =
            Condition.that(
                    "the person acts for their agency",
                    Set.of("out-of-scope"),
                    c ->
                            c.question().target() instanceof Target.OfOther other
                                            && c.caller().agency() != null
                                            && c.caller().agency().equals(other.agency())
                                    ? holds("in-scope", "The person works for your agency.")
                                    : lacks(
                                            "out-of-scope",
                                            "The person is not known to work for "
                                                    + c.agencyName()
                                                    + ".",
                                            "Ask an auditor of the city."));

    static final Condition EVENT_IN_SCOPE =
            Condition.that(
                    "the event is within their scope",
                    Set.of("out-of-scope"),
                    c ->
                            c.question().target() instanceof Target.OfEvent event
                                            && event.withinScope()
                                    ? holds("in-scope", "The event is within your scope.")
                                    : lacks(
                                            "out-of-scope",
                                            "There is no such event within what you may see.",
                                            "Ask an auditor of the city, who sees the whole trail."));

    static final Condition ALERT_IN_SCOPE =
            Condition.that(
                    "the alert is within their scope",
                    Set.of("out-of-scope"),
                    c ->
                            c.question().target() instanceof Target.OfAlert alert
                                            && alert.withinScope()
                                    ? holds("in-scope", "The alert is within your scope.")
                                    : lacks(
                                            "out-of-scope",
                                            "There is no such alert within what you may see.",
                                            "Ask an auditor of the city, who sees every alert."));

    static final Condition MARK_IS_THEIRS =
            Condition.that(
                    "it is their agency's",
                    Set.of("not-your-agencys"),
                    c ->
                            c.question().target() instanceof Target.OfMark mark
                                            && mark.agency() != null
                                            && mark.agency().equals(c.caller().agency())
                                    ? holds("your-agencys", "It is your agency's.")
                                    : lacks(
                                            "not-your-agencys",
                                            "It is not " + Case.possessive(c.agencyName()) + ".",
                                            "Ask an auditor of the city, or the agency that set it."));

    static final Condition FORBIDS_FOR_OWNER =
            Condition.that(
                    "it is about their agency's data",
                    Set.of("not-the-owner"),
                    c ->
                            isOwner(c)
                                    ? holds("owner", "It is about your agency's data.")
                                    : lacks(
                                            "not-the-owner",
                                            "It is not about "
                                                    + Case.possessive(c.agencyName())
                                                    + " data.",
                                            "Ask an information governance lead of the agency that"
                                                    + " owns the data."));

    private PersonConditions() {}

    /** Whether what an owner forbids or demands is about the data of the caller's own agency. */
    private static boolean isOwner(Case c) {
        var target = c.question().target();
        var agency = c.caller().agency();
        var owner =
                switch (target) {
                    case Target.OfProhibition forbidden -> forbidden.owner();
                    case Target.OfCondition demanded -> demanded.owner();
                    case Target.OfRolePolicy narrowed -> narrowed.owner();
                    default -> null;
                };
        return owner != null && owner.equals(agency);
    }
}
