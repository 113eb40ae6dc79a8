package city.datastore.access.policy;

import static city.datastore.access.policy.Act.*;
import static city.datastore.access.policy.Finding.lacks;
import static city.datastore.access.policy.PersonConditions.*;
import static city.datastore.access.policy.RoleConditions.*;

import city.datastore.access.identity.Role;
import java.util.List;
import java.util.Set;

/** Who does what with agreements. */
final class RulesOfAgreements {
    static final List<Rule> ALL =
            List.of(
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
                            List.of(KNOWN_AGENCY, PERSONS_ROLE, OF_A_PARTY)),
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
                            List.of(KNOWN_AGENCY, OF_OVERSIGHT, AUDITOR)));

    private RulesOfAgreements() {}
}
