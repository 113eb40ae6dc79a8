package city.datastore.access.policy;

import static city.datastore.access.policy.RandomFacts.ROADS;
import static city.datastore.access.policy.RandomFacts.TREES;
import static city.datastore.access.policy.Worlds.*;

import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PersonId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Questions and facts drawn by lot: in each dimension mostly what is usual, so that most are near
 * misses, and instants mostly where something begins or ends.
 */
final class RandomQuestions {
    /** What is asked, and what is true. */
    record Asked(Question question, Facts facts) {}

    private static final AgreementRef NO_DSA = new AgreementRef("DSA-2026-0009");

    private final Lot lot;
    private final RandomFacts facts;
    private final List<List<Act>> acts;

    /**
     * @param acts what is asked besides reading content, which every other question is about: the
     *     acts of each rule, so that acts with many rules come often
     */
    RandomQuestions(long seed, List<List<Act>> acts) {
        this.lot = new Lot(seed);
        this.facts = new RandomFacts(lot);
        this.acts = List.copyOf(acts);
    }

    Asked next() {
        var act = lot.even() ? Act.READ_CONTENT : lot.pick(lot.pick(acts));
        if (act == Act.READ_CONTENT) {
            return reading();
        }
        boolean emergency = act == Act.OPEN_EMERGENCY || act == Act.RENEW_EMERGENCY;
        var caller = emergency && lot.even() ? reader() : someCaller();
        var question = new Question(caller, act, target(act), null, null);
        boolean rests = act == Act.SEE_HIDDEN_DATASET || act == Act.ASK_ACCESS || emergency;
        return new Asked(
                question, rests || lot.oneIn(16) ? facts.some(emergency) : Facts.none(NOW));
    }

    private Asked reading() {
        var dataset = lot.mostly(SPEND, lot.pick(TREES, ROADS));
        boolean emergency = lot.oneIn(4);
        var question =
                new Question(
                        lot.oneIn(4) ? someCaller() : reader(),
                        Act.READ_CONTENT,
                        lot.even()
                                ? new Target.OfDataset(dataset)
                                : new Target.OfVersion(dataset, 1),
                        lot.pick(null, DSA, DSA, DSA, lot.mostly(OTHER_DSA, NO_DSA)),
                        lot.mostly(ANALYSIS, lot.pick(null, FRAUD)),
                        emergency ? EMERGENCY : null);
        return new Asked(question, facts.some(emergency || lot.oneIn(16)));
    }

    // Who asks

    private Caller reader() {
        var roles = new HashSet<Role>(lot.mostly(Set.of(Role.OFFICER), Set.of()));
        if (lot.oneIn(8)) {
            roles.add(lot.pick(Role.values()));
        }
        return caller("gla.officer", lot.mostly(GLA, lot.pick(null, BRENT, MPS)), roles);
    }

    private Caller someCaller() {
        var roles = new HashSet<Role>();
        if (lot.even()) {
            roles.addAll(List.of(Role.OFFICER, Role.DATA_STEWARD, Role.IG_LEAD, Role.AUDITOR));
            roles.remove(lot.pick(Role.values()));
        }
        for (int i = lot.below(4); i > 0; i--) {
            roles.add(lot.pick(Role.values()));
        }
        return caller(
                lot.pick("gla.officer", "brent.ig"),
                lot.mostly(lot.pick(BRENT, BRENT, GLA, GLA, MPS, Agency.OVERSIGHT), null),
                roles);
    }

    private Caller caller(String person, @Nullable AgencyCode agency, Set<Role> roles) {
        return new Caller(
                new PersonId(lot.mostly(person, person + ".two")),
                lot.even() ? person : "Somebody." + person,
                agency,
                roles,
                lot.even(),
                RandomConditions.someAddress(lot),
                CALL);
    }

    // What about

    private Target target(Act act) {
        var person = new PersonId(lot.pick("gla.officer", "brent.ig"));
        return switch (act) {
            case READ_CONTENT,
                    CREATE_DATASET,
                    UPLOAD_VERSION,
                    DECLARE_IDENTIFIERS,
                    SEE_HIDDEN_DATASET,
                    SET_ARRANGEMENT,
                    END_ARRANGEMENT ->
                    new Target.OfDataset(lot.mostly(SPEND, lot.pick(TREES, ROADS)));
            case DRAFT_AGREEMENT,
                    SEE_AGREEMENT,
                    EDIT_AGREEMENT,
                    PROPOSE_AGREEMENT,
                    APPROVE_AGREEMENT,
                    SIGN_OFF_AGREEMENT,
                    RETURN_AGREEMENT,
                    SUSPEND_AGREEMENT,
                    RESUME_AGREEMENT,
                    TERMINATE_AGREEMENT,
                    NUDGE_PARTY,
                    LEAVE_AGREEMENT,
                    INVITE_PARTY,
                    VARY_AGREEMENT,
                    SUPERSEDE_AGREEMENT,
                    COMMENT_ON_AGREEMENT,
                    ANSWER_COMMENT,
                    SETTLE_COMMENT,
                    SEE_USE,
                    REVIEW_AGREEMENT,
                    WRITE_DPIA,
                    ADVISE_ON_DPIA,
                    DECIDE_DPIA,
                    CONSULT_REGULATOR ->
                    new Target.OfAgreement(
                            lot.mostly(DSA, null),
                            1,
                            lot.mostly(Set.of(BRENT, GLA), Set.of(MPS)),
                            lot.pick(null, BRENT, GLA),
                            lot.even());
            case ASK_ACCESS,
                    SEE_REQUEST,
                    GRANT_REQUEST,
                    REFUSE_REQUEST,
                    RETURN_REQUEST,
                    SAVE_DRAFT,
                    DISCARD_DRAFT,
                    NAME_TEAM,
                    ANSWER_TERMS,
                    WITHDRAW_REQUEST ->
                    new Target.OfRequest(
                            null,
                            lot.mostly(SPEND, ROADS),
                            lot.pick(DSA, DSA, OTHER_DSA, NO_DSA),
                            person,
                            lot.pick(GLA, GLA, BRENT, null));
            case REVOKE_GRANT, CONFIRM_GRANT ->
                    new Target.OfGrant(
                            new GrantId(lot.uuid()), lot.mostly(SPEND, ROADS), DSA, person);
            case SET_PROHIBITION, LIFT_PROHIBITION, LIST_PROHIBITIONS ->
                    new Target.OfProhibition(
                            null,
                            lot.mostly(BRENT, GLA),
                            lot.pick(null, SPEND, TREES),
                            lot.pick(null, "brent.ig", "Brent.IG", "gla.officer"));
            case SET_ROLE_POLICY, END_ROLE_POLICY, LIST_ROLE_POLICIES ->
                    new Target.OfRolePolicy(
                            null, lot.mostly(BRENT, GLA), lot.pick(null, SPEND, TREES));
            case SET_CONDITION, END_CONDITION, LIST_CONDITIONS ->
                    new Target.OfCondition(
                            null, lot.mostly(BRENT, GLA), lot.pick(null, SPEND, TREES));
            case OPEN_EMERGENCY, RENEW_EMERGENCY, END_EMERGENCY, REVIEW_EMERGENCY, SEE_EMERGENCY ->
                    new Target.OfEmergency(
                            null,
                            lot.mostly(SPEND, ROADS),
                            person,
                            lot.pick(GLA, GLA, BRENT, null));
            case APPOINT_DUTY, END_DUTY, LIST_DUTIES ->
                    new Target.OfDuty(
                            null,
                            lot.pick(BRENT, GLA),
                            lot.pick(null, "brent.ig", "Brent.IG", "gla.officer"));
            case ASK_ABOUT_OTHERS ->
                    new Target.OfOther(
                            lot.mostly(SPEND, ROADS), person, lot.pick(GLA, GLA, MPS, null));
            case LIST_AGREEMENTS,
                    LIST_REQUESTS,
                    LIST_GRANTS,
                    LIST_ALERTS,
                    LIST_EMERGENCIES,
                    LIST_ARRANGEMENTS ->
                    new Target.OfList();
            case SEARCH_TRAIL, TAKE_EVIDENCE, SAVE_SEARCH, DELETE_SEARCH, SEE_RETENTION, SET_HOLD ->
                    new Target.OfTrail();
            case TRACE_SUBJECT -> new Target.OfSubject("uprn", "00");
            case READ_EVENT, REPLAY_DECISION ->
                    new Target.OfEvent(new EventId(lot.uuid()), lot.even());
            case SEE_ALERT, REVIEW_ALERT -> new Target.OfAlert(SPEND, lot.even(), lot.oneIn(4));
            case PUBLISH_TEMPLATE,
                    LIFT_HOLD,
                    SEE_WITHHOLDINGS,
                    WITHHOLD,
                    CHANGE_WITHHOLDING,
                    DECLINE_SHARING,
                    LIST_DECLINED ->
                    new Target.OfMark(null, lot.pick(BRENT, BRENT, GLA, null));
            // never drawn before policy.cedar speaks of it
            default -> throw new IllegalArgumentException("nothing to " + act.words() + " with");
        };
    }
}
