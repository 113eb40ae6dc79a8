package city.datastore.access.policy;

import static city.datastore.access.policy.Act.*;
import static city.datastore.access.policy.Finding.lacks;
import static city.datastore.access.policy.PersonConditions.*;

import city.datastore.access.identity.Role;
import java.util.List;
import java.util.Set;

/** The policy: every rule, in the order in which a near miss is explained. */
final class Rules {
    private static final Condition OFFICER = is(Role.OFFICER);
    private static final Condition STEWARD = is(Role.DATA_STEWARD);
    private static final Condition LEAD = is(Role.IG_LEAD);
    private static final Condition AUDITOR = is(Role.AUDITOR);
    private static final Condition ENFORCER = is(Role.ENFORCEMENT_POINT);
    private static final Condition ADMINISTRATOR = is(Role.PLATFORM_ADMIN);

    static final List<Rule> ALL =
            List.of(
                    // Content
                    new Rule.Forbid(
                            "administrators-cannot-read",
                            Set.of(READ_CONTENT, OPEN_EMERGENCY),
                            "A platform administrator never reads content, whatever other roles they"
                                    + " have.",
                            c -> c.caller().is(Role.PLATFORM_ADMIN),
                            _ ->
                                    lacks(
                                            "administrators-cannot-read",
                                            "A platform administrator never reads content, whatever"
                                                    + " other roles they have.",
                                            "Ask an officer with a grant, or sign in as somebody who"
                                                    + " is not a platform administrator.")),
                    new Rule.Forbid(
                            "person-barred",
                            Set.of(READ_CONTENT, OPEN_EMERGENCY),
                            "Nobody reads what its owner has barred them from.",
                            Prohibited::barred,
                            Prohibited::sayBarred),
                    new Rule.Forbid(
                            "dataset-frozen",
                            Set.of(READ_CONTENT, OPEN_EMERGENCY),
                            "Nobody reads a dataset that its owner has frozen, its own data stewards"
                                    + " neither.",
                            Prohibited::frozen,
                            Prohibited::sayFrozen),
                    new Rule.Forbid(
                            "dataset-embargoed",
                            Set.of(READ_CONTENT, OPEN_EMERGENCY),
                            "Nobody but a data steward of the owner reads a dataset before its"
                                    + " embargo ends.",
                            Prohibited::embargoed,
                            Prohibited::sayEmbargoed),
                    new Rule.Forbid(
                            "condition-unreadable",
                            Set.of(READ_CONTENT, OPEN_EMERGENCY),
                            "Nobody reads a dataset on which a condition of its owner cannot be"
                                    + " understood.",
                            Demanded::unreadable,
                            Demanded::sayUnreadable),
                    new Rule.Forbid(
                            "outside-hours",
                            Set.of(READ_CONTENT),
                            "Nobody reads outside the hours that the owner set, unless in an"
                                    + " emergency.",
                            Demanded::outsideHours,
                            Demanded::sayHours),
                    new Rule.Forbid(
                            "second-factor-required",
                            Set.of(READ_CONTENT, OPEN_EMERGENCY),
                            "Nobody reads without a second factor what its owner lets people read"
                                    + " only with one.",
                            Demanded::withoutSecondFactor,
                            Demanded::saySecondFactor),
                    new Rule.Forbid(
                            "outside-network",
                            Set.of(READ_CONTENT, OPEN_EMERGENCY),
                            "Nobody reads from outside the networks that the owner set, or from"
                                    + " where it is not known.",
                            Demanded::outsideNetwork,
                            Demanded::sayNetwork),
                    new Rule.Forbid(
                            "role-policy-unreadable",
                            Set.of(READ_CONTENT, OPEN_EMERGENCY),
                            "Nobody reads a dataset on which a role policy of its owner cannot be"
                                    + " understood.",
                            LetIn::unreadable,
                            LetIn::sayUnreadable),
                    new Rule.Forbid(
                            "role-not-let-in",
                            Set.of(READ_CONTENT, OPEN_EMERGENCY),
                            "Nobody reads without a role that the role policies of the owner name"
                                    + " for how they would read.",
                            LetIn::inNoRole,
                            LetIn::sayInNoRole,
                            LetIn::sayLetIn),
                    new Rule.Allow(
                            "read-under-agreement",
                            Set.of(READ_CONTENT),
                            "An officer reads content under an agreement and a grant",
                            List.of(
                                    KNOWN_AGENCY,
                                    OFFICER,
                                    AgreementConditions.EXISTS,
                                    AgreementConditions.NAMES_DATASET,
                                    AgreementConditions.AGENCY_RECEIVES,
                                    AgreementConditions.IN_FORCE,
                                    AgreementConditions.PURPOSE_NAMED,
                                    AgreementConditions.PURPOSE_COVERED,
                                    AgreementConditions.READING_COVERED,
                                    GrantConditions.HELD,
                                    GrantConditions.IN_FORCE,
                                    GrantConditions.READING_COVERED,
                                    GrantConditions.COLUMNS_LEFT)),
                    new Rule.Allow(
                            "read-own-data",
                            Set.of(READ_CONTENT),
                            "A data steward reads content of their own agency",
                            List.of(KNOWN_AGENCY, WORKS_FOR_OWNER, STEWARD)),
                    new Rule.Allow(
                            "read-in-emergency",
                            Set.of(READ_CONTENT),
                            "An officer on duty reads content about one person in an emergency",
                            List.of(
                                    KNOWN_AGENCY,
                                    OFFICER,
                                    EmergencyConditions.NAMED,
                                    EmergencyConditions.THEIRS,
                                    EmergencyConditions.RUNNING,
                                    EmergencyConditions.ARRANGED,
                                    EmergencyConditions.SAME_IDENTIFIER,
                                    EmergencyConditions.ON_DUTY,
                                    EmergencyConditions.COLUMNS_LEFT,
                                    EmergencyConditions.SECOND_FACTOR)),
                    // Datasets
                    new Rule.Allow(
                            "publish-own-data",
                            Set.of(CREATE_DATASET, UPLOAD_VERSION, DECLARE_IDENTIFIERS),
                            "A data steward publishes datasets of their own agency",
                            List.of(KNOWN_AGENCY, WORKS_FOR_OWNER, STEWARD)),
                    new Rule.Allow(
                            "see-own-hidden-dataset",
                            Set.of(SEE_HIDDEN_DATASET),
                            "Staff of the owner see that a hidden dataset exists",
                            List.of(KNOWN_AGENCY, ANY_ROLE, WORKS_FOR_OWNER)),
                    new Rule.Allow(
                            "see-promised-hidden-dataset",
                            Set.of(SEE_HIDDEN_DATASET),
                            "Staff of an agency to which it was promised see that a hidden dataset"
                                    + " exists",
                            List.of(
                                    KNOWN_AGENCY,
                                    ANY_ROLE,
                                    AgreementConditions.SOME_EXISTS,
                                    AgreementConditions.NAMES_DATASET,
                                    AgreementConditions.AGENCY_RECEIVES,
                                    AgreementConditions.APPROVED_AND_NOT_ENDED)),
                    new Rule.Allow(
                            "oversee-hidden-dataset",
                            Set.of(SEE_HIDDEN_DATASET),
                            "An auditor of the city sees that a hidden dataset exists",
                            List.of(KNOWN_AGENCY, OF_OVERSIGHT, AUDITOR)),
                    // Agreements
                    new Rule.Forbid(
                            "own-proposal",
                            Set.of(APPROVE_AGREEMENT, RETURN_AGREEMENT),
                            "The agency that offered an agreement neither approves it nor sends it"
                                    + " back.",
                            c ->
                                    c.question().target() instanceof Target.OfAgreement agreement
                                            && agreement.offeredBy() != null
                                            && agreement.offeredBy().equals(c.caller().agency()),
                            c ->
                                    lacks(
                                            "own-proposal",
                                            c.agencyName()
                                                    + " offered "
                                                    + c.agreementName()
                                                    + ", so it cannot "
                                                    + (c.question().act() == APPROVE_AGREEMENT
                                                            ? "approve it"
                                                            : "send it back")
                                                    + " itself.",
                                            "Wait for the information governance leads of the other"
                                                    + " parties.")),
                    new Rule.Allow(
                            "handle-agreement",
                            Set.of(
                                    DRAFT_AGREEMENT,
                                    EDIT_AGREEMENT,
                                    RETURN_AGREEMENT,
                                    SUSPEND_AGREEMENT,
                                    RESUME_AGREEMENT,
                                    TERMINATE_AGREEMENT,
                                    NUDGE_PARTY,
                                    LEAVE_AGREEMENT,
                                    INVITE_PARTY,
                                    VARY_AGREEMENT,
                                    SUPERSEDE_AGREEMENT,
                                    REVIEW_AGREEMENT,
                                    WRITE_DPIA,
                                    CONSULT_REGULATOR),
                            "An information governance lead of a party handles an agreement",
                            List.of(KNOWN_AGENCY, OF_A_PARTY, LEAD)),
                    new Rule.Allow(
                            "comment-on-agreement",
                            Set.of(COMMENT_ON_AGREEMENT, ANSWER_COMMENT, SETTLE_COMMENT),
                            "Whoever signs for a party, or advises it, comments on an agreement",
                            List.of(KNOWN_AGENCY, OF_A_PARTY, COMMENTS)),
                    new Rule.Allow(
                            "publish-own-template",
                            Set.of(PUBLISH_TEMPLATE),
                            "An information governance lead publishes a template for agreements",
                            List.of(KNOWN_AGENCY, MARK_IS_THEIRS, LEAD)),
                    new Rule.Forbid(
                            "advisers-do-not-sign",
                            Set.of(PROPOSE_AGREEMENT, APPROVE_AGREEMENT),
                            "A data protection officer advises and does not sign, whatever other"
                                    + " roles they have.",
                            c -> c.caller().is(Role.DPO),
                            c ->
                                    lacks(
                                            "advisers-do-not-sign",
                                            "You are a data protection officer, who advises and does"
                                                    + " not sign.",
                                            "Ask another information governance lead of "
                                                    + c.agencyName()
                                                    + " to sign.")),
                    new Rule.Allow(
                            "sign-agreement",
                            Set.of(PROPOSE_AGREEMENT, APPROVE_AGREEMENT),
                            "An information governance lead of a party signs an agreement",
                            List.of(KNOWN_AGENCY, OF_A_PARTY, LEAD, SECOND_FACTOR)),
                    new Rule.Allow(
                            "sign-agreement-off",
                            Set.of(SIGN_OFF_AGREEMENT),
                            "Whoever answers for a party's data signs an agreement off",
                            List.of(KNOWN_AGENCY, OF_A_PARTY, HOLDS_OFFICE, SECOND_FACTOR)),
                    new Rule.Allow(
                            "advise-on-assessment",
                            Set.of(ADVISE_ON_DPIA),
                            "A party's data protection officer, or the lead who writes for them,"
                                    + " advises on an impact assessment",
                            List.of(KNOWN_AGENCY, OF_A_PARTY, ADVISES)),
                    new Rule.Forbid(
                            "advisers-do-not-decide",
                            Set.of(DECIDE_DPIA),
                            "A data protection officer advises and does not decide, whatever other"
                                    + " roles they have.",
                            c -> c.caller().is(Role.DPO),
                            c ->
                                    lacks(
                                            "advisers-do-not-decide",
                                            "You are a data protection officer, who advises and does"
                                                    + " not decide.",
                                            "Ask the senior information risk owner of "
                                                    + c.agencyName()
                                                    + " to decide.")),
                    new Rule.Allow(
                            "decide-on-assessment",
                            Set.of(DECIDE_DPIA),
                            "A party's senior information risk owner, or the lead who writes for"
                                    + " them, decides on an impact assessment",
                            List.of(KNOWN_AGENCY, OF_A_PARTY, DECIDES)),
                    new Rule.Allow(
                            "see-own-agreement",
                            Set.of(SEE_AGREEMENT),
                            "Staff of a party see an agreement",
                            List.of(KNOWN_AGENCY, ANY_ROLE, OF_A_PARTY)),
                    new Rule.Allow(
                            "oversee-agreement",
                            Set.of(SEE_AGREEMENT),
                            "An auditor of the city sees an agreement",
                            List.of(KNOWN_AGENCY, OF_OVERSIGHT, AUDITOR)),
                    new Rule.Allow(
                            "see-use-of-agreement",
                            Set.of(SEE_USE),
                            "Whoever oversees for a party sees how an agreement was used",
                            List.of(KNOWN_AGENCY, OF_A_PARTY, OVERSEES)),
                    new Rule.Allow(
                            "oversee-use-of-agreement",
                            Set.of(SEE_USE),
                            "An auditor of the city sees how an agreement was used",
                            List.of(KNOWN_AGENCY, OF_OVERSIGHT, AUDITOR)),
                    // Requests and grants
                    new Rule.Forbid(
                            "own-request",
                            Set.of(GRANT_REQUEST, REFUSE_REQUEST, RETURN_REQUEST),
                            "Nobody decides their own request.",
                            c -> c.caller().person().equals(c.requester()),
                            c ->
                                    lacks(
                                            "own-request",
                                            "You made this request, so you cannot decide it.",
                                            "Ask another information governance lead of "
                                                    + c.ownerName()
                                                    + " to decide it.")),
                    new Rule.Allow(
                            "ask-for-access",
                            Set.of(ASK_ACCESS),
                            "An officer of a receiving party asks for access",
                            List.of(
                                    KNOWN_AGENCY,
                                    OFFICER,
                                    AgreementConditions.NAMED_EXISTS,
                                    AgreementConditions.AGENCY_RECEIVES)),
                    new Rule.Allow(
                            "decide-request",
                            Set.of(GRANT_REQUEST, REFUSE_REQUEST, RETURN_REQUEST),
                            "An information governance lead of the owner decides a request",
                            List.of(KNOWN_AGENCY, WORKS_FOR_OWNER, LEAD)),
                    new Rule.Allow(
                            "keep-own-drafts",
                            Set.of(SAVE_DRAFT, DISCARD_DRAFT),
                            "Anybody drafts and discards their own requests",
                            List.of(KNOWN_AGENCY, ANY_ROLE)),
                    new Rule.Allow(
                            "name-own-team",
                            Set.of(NAME_TEAM),
                            "A requester names the team of a request",
                            List.of(KNOWN_AGENCY, OFFICER, IS_REQUESTER)),
                    new Rule.Allow(
                            "answer-terms",
                            Set.of(ANSWER_TERMS),
                            "An officer of the requester's agency accepts or declines the terms of a"
                                    + " request that names them",
                            List.of(KNOWN_AGENCY, OFFICER, OF_REQUESTERS_AGENCY)),
                    new Rule.Allow(
                            "withdraw-own-request",
                            Set.of(WITHDRAW_REQUEST),
                            "A requester withdraws a request",
                            List.of(KNOWN_AGENCY, ANY_ROLE, IS_REQUESTER)),
                    new Rule.Allow(
                            "see-own-request",
                            Set.of(SEE_REQUEST),
                            "A requester sees a request",
                            List.of(KNOWN_AGENCY, ANY_ROLE, IS_REQUESTER)),
                    new Rule.Allow(
                            "see-request-for-own-data",
                            Set.of(SEE_REQUEST),
                            "An information governance lead of the owner sees a request",
                            List.of(KNOWN_AGENCY, WORKS_FOR_OWNER, LEAD)),
                    new Rule.Allow(
                            "audit-request-for-own-data",
                            Set.of(SEE_REQUEST),
                            "An auditor of the owner sees a request",
                            List.of(KNOWN_AGENCY, WORKS_FOR_OWNER, AUDITOR)),
                    new Rule.Allow(
                            "audit-request-of-own-staff",
                            Set.of(SEE_REQUEST),
                            "An auditor of the requester's agency sees a request",
                            List.of(KNOWN_AGENCY, OF_REQUESTERS_AGENCY, AUDITOR)),
                    new Rule.Allow(
                            "oversee-request",
                            Set.of(SEE_REQUEST),
                            "An auditor of the city sees a request",
                            List.of(KNOWN_AGENCY, OF_OVERSIGHT, AUDITOR)),
                    new Rule.Allow(
                            "revoke-grant-on-own-data",
                            Set.of(REVOKE_GRANT),
                            "An information governance lead of the owner revokes a grant",
                            List.of(KNOWN_AGENCY, WORKS_FOR_OWNER, LEAD)),
                    new Rule.Forbid(
                            "own-grant",
                            Set.of(CONFIRM_GRANT),
                            "Nobody confirms their own grant.",
                            c ->
                                    c.question().target() instanceof Target.OfGrant grant
                                            && grant.holder().equals(c.caller().person()),
                            c ->
                                    lacks(
                                            "own-grant",
                                            "You hold this grant, so you cannot confirm it.",
                                            "Ask another information governance lead of "
                                                    + c.ownerName()
                                                    + " to confirm it.")),
                    new Rule.Allow(
                            "confirm-grant-on-own-data",
                            Set.of(CONFIRM_GRANT),
                            "An information governance lead of the owner confirms a grant",
                            List.of(KNOWN_AGENCY, WORKS_FOR_OWNER, LEAD)),
                    new Rule.Allow(
                            "give-up-grant",
                            Set.of(REVOKE_GRANT),
                            "A holder gives up a grant",
                            List.of(KNOWN_AGENCY, ANY_ROLE, IS_HOLDER)),
                    // Emergencies
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
                            List.of(KNOWN_AGENCY, ANY_ROLE, EmergencyConditions.OF_HOLDERS_AGENCY)),
                    new Rule.Allow(
                            "list-emergencies",
                            Set.of(LIST_EMERGENCIES, LIST_ARRANGEMENTS),
                            "Anybody lists emergency accesses and arrangements, cut to their scope,",
                            List.of(KNOWN_AGENCY, ANY_ROLE)),
                    new Rule.Allow(
                            "decline-sharing",
                            Set.of(DECLINE_SHARING),
                            "Anybody records a decision not to share",
                            List.of(KNOWN_AGENCY, ANY_ROLE)),
                    new Rule.Allow(
                            "see-declined-sharing",
                            Set.of(LIST_DECLINED),
                            "Whoever oversees sees the decisions of their agency not to share",
                            List.of(KNOWN_AGENCY, OVERSEES, MARK_IS_THEIRS)),
                    new Rule.Allow(
                            "oversee-emergency",
                            Set.of(SEE_EMERGENCY, LIST_DUTIES, LIST_DECLINED),
                            "An auditor of the city sees what was done in emergencies",
                            List.of(KNOWN_AGENCY, OF_OVERSIGHT, AUDITOR)),
                    // What owners forbid
                    new Rule.Forbid(
                            "own-bar",
                            Set.of(LIFT_PROHIBITION),
                            "Nobody lifts a bar on themselves.",
                            c ->
                                    c.question().target() instanceof Target.OfProhibition one
                                            && one.person() != null
                                            && Prohibition.names(c.caller(), one.person()),
                            c ->
                                    lacks(
                                            "own-bar",
                                            "This bar is on you, so you cannot lift it.",
                                            "Ask another information governance lead of "
                                                    + c.agencyName()
                                                    + ".")),
                    new Rule.Allow(
                            "forbid-on-own-data",
                            Set.of(SET_PROHIBITION, LIFT_PROHIBITION, LIST_PROHIBITIONS),
                            "An information governance lead of the owner forbids, and lifts what was"
                                    + " forbidden,",
                            List.of(KNOWN_AGENCY, LEAD, FORBIDS_FOR_OWNER)),
                    new Rule.Allow(
                            "audit-prohibitions",
                            Set.of(LIST_PROHIBITIONS),
                            "An auditor of the owner sees what it forbids",
                            List.of(KNOWN_AGENCY, AUDITOR, FORBIDS_FOR_OWNER)),
                    new Rule.Allow(
                            "oversee-prohibitions",
                            Set.of(LIST_PROHIBITIONS),
                            "An auditor of the city sees what owners forbid",
                            List.of(KNOWN_AGENCY, AUDITOR, OF_OVERSIGHT)),
                    new Rule.Allow(
                            "set-conditions-on-own-data",
                            Set.of(SET_CONDITION, END_CONDITION, LIST_CONDITIONS),
                            "An information governance lead of the owner sets conditions of access,"
                                    + " and ends them,",
                            List.of(KNOWN_AGENCY, LEAD, FORBIDS_FOR_OWNER)),
                    new Rule.Allow(
                            "audit-conditions",
                            Set.of(LIST_CONDITIONS),
                            "An auditor of the owner sees its conditions of access",
                            List.of(KNOWN_AGENCY, AUDITOR, FORBIDS_FOR_OWNER)),
                    new Rule.Allow(
                            "oversee-conditions",
                            Set.of(LIST_CONDITIONS),
                            "An auditor of the city sees the conditions of access that owners set",
                            List.of(KNOWN_AGENCY, AUDITOR, OF_OVERSIGHT)),
                    new Rule.Allow(
                            "set-role-policies-on-own-data",
                            Set.of(SET_ROLE_POLICY, END_ROLE_POLICY, LIST_ROLE_POLICIES),
                            "An information governance lead of the owner sets role policies, and"
                                    + " ends them,",
                            List.of(KNOWN_AGENCY, LEAD, FORBIDS_FOR_OWNER)),
                    new Rule.Allow(
                            "audit-role-policies",
                            Set.of(LIST_ROLE_POLICIES),
                            "An auditor of the owner sees its role policies",
                            List.of(KNOWN_AGENCY, AUDITOR, FORBIDS_FOR_OWNER)),
                    new Rule.Allow(
                            "oversee-role-policies",
                            Set.of(LIST_ROLE_POLICIES),
                            "An auditor of the city sees the role policies that owners set",
                            List.of(KNOWN_AGENCY, AUDITOR, OF_OVERSIGHT)),
                    // Lists
                    new Rule.Allow(
                            "see-lists",
                            Set.of(LIST_AGREEMENTS, LIST_REQUESTS, LIST_GRANTS),
                            "Anybody lists agreements, requests and grants, cut to their scope,",
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

    private Rules() {}
}
