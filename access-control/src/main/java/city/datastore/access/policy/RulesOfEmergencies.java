package city.datastore.access.policy;

import static city.datastore.access.policy.Act.*;
import static city.datastore.access.policy.Finding.lacks;
import static city.datastore.access.policy.PersonConditions.*;
import static city.datastore.access.policy.RoleConditions.*;

import java.util.List;
import java.util.Set;

/** What is arranged for emergencies, and who opens access in one. */
final class RulesOfEmergencies {
    static final List<Rule> ALL =
            List.of(
                    new Rule.Allow(
                            "arrange-emergencies",
                            Set.of(SET_ARRANGEMENT, END_ARRANGEMENT),
                            "An information governance lead of the owner arranges what may be seen"
                                    + " in an emergency",
                            List.of(KNOWN_AGENCY, WORKS_FOR_OWNER, LEAD)),
                    new Rule.Forbid(
                            "own-duty",
                            Set.of(APPOINT_DUTY),
                            "Nobody appoints themselves to a duty role.",
                            EmergencyConditions::isAppointed,
                            c ->
                                    lacks(
                                            "own-duty",
                                            "This is about you, and nobody appoints themselves to a"
                                                    + " duty role.",
                                            "Ask another information governance lead of "
                                                    + c.agencyName()
                                                    + " to appoint you.")),
                    new Rule.Allow(
                            "appoint-own-staff",
                            Set.of(APPOINT_DUTY, END_DUTY, LIST_DUTIES),
                            "An information governance lead appoints staff of their agency to duty"
                                    + " roles",
                            List.of(KNOWN_AGENCY, LEAD, EmergencyConditions.STAFF_IS_THEIRS)),
                    new Rule.Allow(
                            "audit-duties",
                            Set.of(LIST_DUTIES),
                            "An auditor of the agency sees who is appointed to duty roles",
                            List.of(KNOWN_AGENCY, AUDITOR, EmergencyConditions.STAFF_IS_THEIRS)),
                    new Rule.Allow(
                            "open-in-emergency",
                            Set.of(OPEN_EMERGENCY),
                            "An officer on duty opens emergency access",
                            List.of(
                                    KNOWN_AGENCY,
                                    OFFICER,
                                    EmergencyConditions.ARRANGED,
                                    EmergencyConditions.ON_DUTY,
                                    EmergencyConditions.SECOND_FACTOR)),
                    new Rule.Forbid(
                            "own-emergency",
                            Set.of(RENEW_EMERGENCY, REVIEW_EMERGENCY),
                            "Nobody renews or reviews their own emergency access.",
                            EmergencyConditions::isHolder,
                            c ->
                                    lacks(
                                            "own-emergency",
                                            "You opened this emergency access, so somebody else has"
                                                    + " to do that.",
                                            c.question().act() == RENEW_EMERGENCY
                                                    ? "Ask a colleague who is on duty, or "
                                                            + c.leadOf(c.caller().agency())
                                                            + "."
                                                    : "Leave it to " + c.leadOf(c.owner()) + ".")),
                    new Rule.Allow(
                            "renew-emergency-on-duty",
                            Set.of(RENEW_EMERGENCY),
                            "Another officer on duty renews emergency access",
                            List.of(
                                    KNOWN_AGENCY,
                                    OFFICER,
                                    EmergencyConditions.OF_HOLDERS_AGENCY,
                                    EmergencyConditions.ARRANGED,
                                    EmergencyConditions.ON_DUTY,
                                    EmergencyConditions.SECOND_FACTOR)),
                    new Rule.Allow(
                            "renew-emergency-as-lead",
                            Set.of(RENEW_EMERGENCY),
                            "An information governance lead of the holder's agency renews emergency"
                                    + " access",
                            List.of(
                                    KNOWN_AGENCY,
                                    LEAD,
                                    EmergencyConditions.OF_HOLDERS_AGENCY,
                                    EmergencyConditions.ARRANGED,
                                    EmergencyConditions.SECOND_FACTOR)),
                    new Rule.Allow(
                            "give-up-emergency",
                            Set.of(END_EMERGENCY),
                            "Whoever opened emergency access ends it",
                            List.of(KNOWN_AGENCY, ANY_ROLE, EmergencyConditions.HOLDS_IT)),
                    new Rule.Allow(
                            "end-emergency-on-own-data",
                            Set.of(END_EMERGENCY, REVIEW_EMERGENCY),
                            "An information governance lead of the owner ends and reviews emergency"
                                    + " access",
                            List.of(KNOWN_AGENCY, WORKS_FOR_OWNER, LEAD)),
                    new Rule.Allow(
                            "end-emergency-of-own-staff",
                            Set.of(END_EMERGENCY),
                            "An information governance lead of the holder's agency ends emergency"
                                    + " access",
                            List.of(KNOWN_AGENCY, EmergencyConditions.OF_HOLDERS_AGENCY, LEAD)),
                    new Rule.Allow(
                            "see-own-emergency",
                            Set.of(SEE_EMERGENCY),
                            "Whoever opened emergency access sees it",
                            List.of(KNOWN_AGENCY, ANY_ROLE, EmergencyConditions.HOLDS_IT)),
                    new Rule.Allow(
                            "see-emergency-on-own-data",
                            Set.of(SEE_EMERGENCY),
                            "Whoever answers for the owner's data sees an emergency access",
                            List.of(KNOWN_AGENCY, WORKS_FOR_OWNER, ANSWERS)),
                    new Rule.Allow(
                            "see-emergency-of-own-staff",
                            Set.of(SEE_EMERGENCY),
                            "Staff of the holder's agency see an emergency access",
                            List.of(
                                    KNOWN_AGENCY,
                                    PERSONS_ROLE,
                                    EmergencyConditions.OF_HOLDERS_AGENCY)),
                    new Rule.Allow(
                            "list-emergencies",
                            Set.of(LIST_EMERGENCIES, LIST_ARRANGEMENTS),
                            "Anybody lists emergency accesses and arrangements, cut to their scope,",
                            List.of(KNOWN_AGENCY, PERSONS_ROLE)),
                    new Rule.Allow(
                            "decline-sharing",
                            Set.of(DECLINE_SHARING),
                            "Anybody records a decision not to share",
                            List.of(KNOWN_AGENCY, PERSONS_ROLE)),
                    new Rule.Allow(
                            "see-declined-sharing",
                            Set.of(LIST_DECLINED),
                            "Whoever oversees sees the decisions of their agency not to share",
                            List.of(KNOWN_AGENCY, OVERSEES, MARK_IS_THEIRS)),
                    new Rule.Allow(
                            "oversee-emergency",
                            Set.of(SEE_EMERGENCY, LIST_DUTIES, LIST_DECLINED),
                            "An auditor of the city sees what was done in emergencies",
                            List.of(KNOWN_AGENCY, OF_OVERSIGHT, AUDITOR)));

    private RulesOfEmergencies() {}
}
