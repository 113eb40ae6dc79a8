package city.datastore.access.policy;

import static city.datastore.access.policy.Act.*;
import static city.datastore.access.policy.Finding.lacks;
import static city.datastore.access.policy.PersonConditions.*;
import static city.datastore.access.policy.RoleConditions.*;

import java.util.List;
import java.util.Set;

/** Who asks for access, and who grants it. */
final class RulesOfRequests {
    static final List<Rule> ALL =
            List.of(
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
                            List.of(KNOWN_AGENCY, PERSONS_ROLE)),
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
                            List.of(KNOWN_AGENCY, ANY_ROLE, IS_HOLDER)));

    private RulesOfRequests() {}
}
