package city.datastore.access.policy;

import static city.datastore.access.policy.Act.*;
import static city.datastore.access.policy.Finding.lacks;
import static city.datastore.access.policy.PersonConditions.*;
import static city.datastore.access.policy.RoleConditions.*;

import java.util.List;
import java.util.Set;

/** Who asks, looks into the record, and decides what is kept. */
final class RulesOfTheRecord {
    static final List<Rule> ALL =
            List.of(
                    // Lists
                    new Rule.Allow(
                            "list-agreements",
                            Set.of(LIST_AGREEMENTS),
                            "Anybody lists agreements, cut to their scope,",
                            List.of(KNOWN_AGENCY, PERSONS_ROLE)),
                    new Rule.Allow(
                            "see-lists",
                            Set.of(LIST_REQUESTS, LIST_GRANTS),
                            "Anybody lists requests and grants, cut to their scope,",
                            List.of(KNOWN_AGENCY, ANY_ROLE)),
                    // Questions and the record
                    new Rule.Allow(
                            "ask-about-own-data",
                            Set.of(ASK_ABOUT_OTHERS),
                            "An information governance lead of the owner asks what somebody else may"
                                    + " do",
                            List.of(KNOWN_AGENCY, WORKS_FOR_OWNER, LEAD)),
                    new Rule.Allow(
                            "guard-own-data",
                            Set.of(ASK_ABOUT_OTHERS),
                            "A system that guards the owner's data asks what somebody may do",
                            List.of(KNOWN_AGENCY, WORKS_FOR_OWNER, ENFORCER)),
                    new Rule.Allow(
                            "audit-own-data",
                            Set.of(ASK_ABOUT_OTHERS),
                            "An auditor of the owner asks what somebody else may do",
                            List.of(KNOWN_AGENCY, WORKS_FOR_OWNER, AUDITOR)),
                    new Rule.Allow(
                            "audit-own-staff",
                            Set.of(ASK_ABOUT_OTHERS),
                            "An auditor of the person's agency asks what that person may do",
                            List.of(KNOWN_AGENCY, OF_PERSONS_AGENCY, AUDITOR)),
                    new Rule.Allow(
                            "oversee-data",
                            Set.of(ASK_ABOUT_OTHERS),
                            "An auditor of the city asks what somebody else may do",
                            List.of(KNOWN_AGENCY, OF_OVERSIGHT, AUDITOR)),
                    new Rule.Allow(
                            "search-trail",
                            Set.of(SEARCH_TRAIL),
                            "Anybody searches the audit trail, cut to their scope,",
                            List.of(KNOWN_AGENCY, ANY_ROLE)),
                    new Rule.Allow(
                            "take-evidence",
                            Set.of(TAKE_EVIDENCE),
                            "Anybody takes evidence from the audit trail, cut to their scope,",
                            List.of(KNOWN_AGENCY, ANY_ROLE)),
                    new Rule.Allow(
                            "read-event",
                            Set.of(READ_EVENT),
                            "Anybody reads an event of the audit trail",
                            List.of(KNOWN_AGENCY, ANY_ROLE, EVENT_IN_SCOPE)),
                    new Rule.Allow(
                            "replay-decision",
                            Set.of(REPLAY_DECISION),
                            "Whoever oversees judges a past decision again",
                            List.of(KNOWN_AGENCY, OVERSEES, EVENT_IN_SCOPE)),
                    new Rule.Allow(
                            "keep-own-searches",
                            Set.of(SAVE_SEARCH, DELETE_SEARCH),
                            "Anybody saves and deletes their own searches of the audit trail",
                            List.of(KNOWN_AGENCY, ANY_ROLE)),
                    // Alerts
                    new Rule.Forbid(
                            "own-acts",
                            Set.of(REVIEW_ALERT),
                            "Nobody reviews an alert about their own acts.",
                            c ->
                                    c.question().target() instanceof Target.OfAlert alert
                                            && alert.ofOwnActs(),
                            _ ->
                                    lacks(
                                            "own-acts",
                                            "This alert is about your own acts, so you cannot"
                                                    + " review it.",
                                            "Ask another auditor to review it.")),
                    new Rule.Allow(
                            "list-alerts",
                            Set.of(LIST_ALERTS),
                            "Whoever oversees lists alerts, cut to their scope,",
                            List.of(KNOWN_AGENCY, OVERSEES)),
                    new Rule.Allow(
                            "handle-alert",
                            Set.of(SEE_ALERT, REVIEW_ALERT),
                            "Whoever oversees sees and reviews an alert",
                            List.of(KNOWN_AGENCY, OVERSEES, ALERT_IN_SCOPE)),
                    // Keeping, and the people whom the data are about
                    new Rule.Allow(
                            "answer-for-record",
                            Set.of(SEE_RETENTION, SET_HOLD, TRACE_SUBJECT),
                            "Whoever oversees sees what is kept, sets legal holds and asks who saw"
                                    + " data about a person, cut to their scope,",
                            List.of(KNOWN_AGENCY, OVERSEES)),
                    new Rule.Allow(
                            "look-after-retention",
                            Set.of(SEE_RETENTION),
                            "A platform administrator sees what is kept",
                            List.of(KNOWN_AGENCY, ADMINISTRATOR)),
                    new Rule.Allow(
                            "lift-own-hold-as-lead",
                            Set.of(LIFT_HOLD),
                            "An information governance lead lifts a legal hold",
                            List.of(KNOWN_AGENCY, MARK_IS_THEIRS, LEAD)),
                    new Rule.Allow(
                            "lift-own-hold-as-auditor",
                            Set.of(LIFT_HOLD),
                            "An auditor lifts a legal hold",
                            List.of(KNOWN_AGENCY, MARK_IS_THEIRS, AUDITOR)),
                    new Rule.Allow(
                            "oversee-holds",
                            Set.of(LIFT_HOLD),
                            "An auditor of the city lifts a legal hold",
                            List.of(KNOWN_AGENCY, OF_OVERSIGHT, AUDITOR)),
                    new Rule.Allow(
                            "withhold-own-accesses",
                            Set.of(SEE_WITHHOLDINGS, WITHHOLD, CHANGE_WITHHOLDING),
                            "An information governance lead decides what is withheld from the people"
                                    + " concerned",
                            List.of(KNOWN_AGENCY, MARK_IS_THEIRS, LEAD)),
                    new Rule.Allow(
                            "oversee-withholdings",
                            Set.of(SEE_WITHHOLDINGS),
                            "An auditor of the city sees what is withheld from the people concerned",
                            List.of(KNOWN_AGENCY, OF_OVERSIGHT, AUDITOR)));

    private RulesOfTheRecord() {}
}
