package city.datastore.access.policy;

import static city.datastore.access.policy.Worlds.*;

import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.ProhibitionId;
import city.datastore.audit.names.RolePolicyId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Questions and facts drawn by lot: in each dimension mostly what is usual, so that most are near
 * misses, and instants mostly where something begins or ends.
 */
final class RandomQuestions {
    /** What is asked, and what is true. */
    record Asked(Question question, Facts facts) {}

    private static final DatasetId TREES = DatasetId.parse("brent/trees");
    private static final DatasetId ROADS = DatasetId.parse("gla/roads");
    private static final AgreementRef THIRD_DSA = new AgreementRef("DSA-2026-0003");
    private static final AgreementRef NO_DSA = new AgreementRef("DSA-2026-0009");
    private static final PermittedAction LINK = new PermittedAction("link");

    private final SplittableRandom random;
    private final List<List<Act>> acts;

    /**
     * @param acts what is asked besides reading content, which every other question is about: the
     *     acts of each rule, so that acts with many rules come often
     */
    RandomQuestions(long seed, List<List<Act>> acts) {
        // successive numbers of java.util.Random go together, so that some questions never came
        this.random = new SplittableRandom(seed);
        this.acts = List.copyOf(acts);
    }

    Asked next() {
        var act = random.nextBoolean() ? Act.READ_CONTENT : pick(pick(acts));
        if (act == Act.READ_CONTENT) {
            return new Asked(reading(), someFacts());
        }
        var question = new Question(someCaller(), act, target(act), null, null);
        boolean rests = act == Act.SEE_HIDDEN_DATASET || act == Act.ASK_ACCESS;
        return new Asked(
                question, rests || random.nextInt(16) == 0 ? someFacts() : Facts.none(NOW));
    }

    private Question reading() {
        var dataset = mostly(SPEND, pick(TREES, ROADS));
        return new Question(
                random.nextInt(4) == 0 ? someCaller() : reader(),
                Act.READ_CONTENT,
                random.nextBoolean()
                        ? new Target.OfDataset(dataset)
                        : new Target.OfVersion(dataset, 1),
                pick(null, DSA, DSA, DSA, mostly(OTHER_DSA, NO_DSA)),
                mostly(ANALYSIS, pick(null, FRAUD)));
    }

    // Who asks

    private Caller reader() {
        var roles = new HashSet<Role>(mostly(Set.of(Role.OFFICER), Set.of()));
        if (random.nextInt(8) == 0) {
            roles.add(pick(Role.values()));
        }
        return caller("gla.officer", mostly(GLA, pick(null, BRENT, MPS)), roles);
    }

    private Caller someCaller() {
        var roles = new HashSet<Role>();
        if (random.nextBoolean()) {
            roles.addAll(List.of(Role.OFFICER, Role.DATA_STEWARD, Role.IG_LEAD, Role.AUDITOR));
            roles.remove(pick(Role.values()));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            roles.add(pick(Role.values()));
        }
        return caller(
                pick("gla.officer", "brent.ig"),
                mostly(pick(BRENT, BRENT, GLA, GLA, MPS, Agency.OVERSIGHT), null),
                roles);
    }

    private Caller caller(String person, @Nullable AgencyCode agency, Set<Role> roles) {
        return new Caller(
                new PersonId(mostly(person, person + ".two")),
                random.nextBoolean() ? person : "Somebody." + person,
                agency,
                roles,
                random.nextBoolean(),
                CALL);
    }

    // What about

    private Target target(Act act) {
        var person = new PersonId(pick("gla.officer", "brent.ig"));
        return switch (act) {
            case READ_CONTENT,
                    CREATE_DATASET,
                    UPLOAD_VERSION,
                    DECLARE_IDENTIFIERS,
                    SEE_HIDDEN_DATASET ->
                    new Target.OfDataset(mostly(SPEND, pick(TREES, ROADS)));
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
                            mostly(DSA, null),
                            1,
                            mostly(Set.of(BRENT, GLA), Set.of(MPS)),
                            pick(null, BRENT, GLA),
                            random.nextBoolean());
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
                            mostly(SPEND, ROADS),
                            pick(DSA, DSA, OTHER_DSA, NO_DSA),
                            person,
                            pick(GLA, GLA, BRENT, null));
            case REVOKE_GRANT, CONFIRM_GRANT ->
                    new Target.OfGrant(new GrantId(someUuid()), mostly(SPEND, ROADS), DSA, person);
            case SET_PROHIBITION, LIFT_PROHIBITION, LIST_PROHIBITIONS ->
                    new Target.OfProhibition(
                            null,
                            mostly(BRENT, GLA),
                            pick(null, SPEND, TREES),
                            pick(null, "brent.ig", "Brent.IG", "gla.officer"));
            case SET_ROLE_POLICY, END_ROLE_POLICY, LIST_ROLE_POLICIES ->
                    new Target.OfRolePolicy(null, mostly(BRENT, GLA), pick(null, SPEND, TREES));
            case ASK_ABOUT_OTHERS ->
                    new Target.OfOther(mostly(SPEND, ROADS), person, pick(GLA, GLA, MPS, null));
            case LIST_AGREEMENTS, LIST_REQUESTS, LIST_GRANTS, LIST_ALERTS -> new Target.OfList();
            case SEARCH_TRAIL, TAKE_EVIDENCE, SAVE_SEARCH, DELETE_SEARCH, SEE_RETENTION, SET_HOLD ->
                    new Target.OfTrail();
            case TRACE_SUBJECT -> new Target.OfSubject("uprn", "00");
            case READ_EVENT, REPLAY_DECISION ->
                    new Target.OfEvent(new EventId(someUuid()), random.nextBoolean());
            case SEE_ALERT, REVIEW_ALERT ->
                    new Target.OfAlert(SPEND, random.nextBoolean(), random.nextInt(4) == 0);
            case PUBLISH_TEMPLATE, LIFT_HOLD, SEE_WITHHOLDINGS, WITHHOLD, CHANGE_WITHHOLDING ->
                    new Target.OfMark(null, pick(BRENT, BRENT, GLA, null));
            // never drawn before policy.cedar speaks of it
            default -> throw new IllegalArgumentException("nothing to " + act.words() + " with");
        };
    }

    // What is true

    private Facts someFacts() {
        var permits = new ArrayList<Permit>();
        for (var agreement : List.of(DSA, OTHER_DSA, THIRD_DSA)) {
            if (random.nextInt(10) < (agreement.equals(DSA) ? 9 : 2)) {
                permits.add(somePermit(agreement));
            }
        }
        var grants = new ArrayList<HeldGrant>();
        for (int i = pick(0, 1, 1, 1, 1, 2, 2, 3); i > 0; i--) {
            grants.add(someGrant());
        }
        var prohibitions = new ArrayList<Prohibition>();
        for (int i = pick(0, 0, 0, 0, 0, 1, 1, 2); i > 0; i--) {
            prohibitions.add(someProhibition());
        }
        var policies = new ArrayList<RolePolicy>();
        for (int i = pick(0, 0, 0, 0, 1, 1, 2); i > 0; i--) {
            policies.add(someRolePolicy());
        }
        return new Facts(
                NOW, permits, grants, prohibitions, List.of(), policies, EmergencyFacts.NONE);
    }

    private RolePolicy someRolePolicy() {
        var dataset = mostly(SPEND, pick(TREES, ROADS));
        Map<ReadingAction, Set<Role>> roles = new EnumMap<>(ReadingAction.class);
        for (var action : ReadingAction.values()) {
            var row = new HashSet<Role>(mostly(Set.of(action.needed()), Set.of()));
            for (int i = random.nextInt(3); i > 0; i--) {
                row.add(pick(Role.values()));
            }
            roles.put(action, row);
        }
        return new RolePolicy(
                new RolePolicyId(someUuid()),
                dataset.agency(),
                random.nextInt(4) == 0 ? null : dataset,
                1,
                mostly(new RoleMatrix.Named(roles), new RoleMatrix.Unreadable()));
    }

    private Permit somePermit(AgreementRef agreement) {
        Map<AgencyCode, Permit.Absence> absent = new HashMap<>();
        boolean gives = random.nextInt(16) != 0;
        if ((!gives && random.nextBoolean()) || random.nextInt(40) == 0) {
            absent.put(
                    BRENT,
                    new Permit.Absence(random.nextBoolean(), false, Set.of(mostly(SPEND, TREES))));
        }
        boolean receives = random.nextInt(16) != 0;
        if ((!receives && random.nextBoolean()) || random.nextInt(40) == 0) {
            absent.put(
                    GLA,
                    new Permit.Absence(random.nextBoolean(), random.nextInt(4) != 0, Set.of()));
        }
        return new Permit(
                agreement,
                1,
                mostly(Permit.Standing.ACTIVE, pick(Permit.Standing.values())),
                start(),
                end(),
                Set.of(BRENT, GLA),
                receives ? Set.of(GLA) : pick(Set.of(MPS), Set.of()),
                gives ? Map.of(SPEND, someColumns()) : Map.of(TREES, someColumns()),
                mostly(Set.of(ANALYSIS), pick(Set.of(FRAUD), Set.of(ANALYSIS, FRAUD))),
                mostly(Set.of(PermittedAction.READ), pick(Set.of(LINK), Set.of())),
                absent,
                Map.of());
    }

    private HeldGrant someGrant() {
        return new HeldGrant(
                new GrantId(someUuid()),
                new PersonId(mostly("gla.officer", "brent.ig")),
                mostly(GLA, MPS),
                mostly(SPEND, TREES),
                mostly(DSA, OTHER_DSA),
                mostly(ANALYSIS, FRAUD),
                mostly(Set.of(PermittedAction.READ), Set.of(LINK)),
                someColumns(),
                start(),
                end(),
                random.nextInt(12) == 0);
    }

    private Prohibition someProhibition() {
        var kind = pick(Prohibition.Kind.values());
        var dataset = mostly(SPEND, pick(TREES, ROADS));
        boolean everything = kind == Prohibition.Kind.BAR && random.nextBoolean();
        var until = pick(NOW.minusMillis(1), NOW, NOW.plusMillis(1));
        return new Prohibition(
                new ProhibitionId(someUuid()),
                kind,
                dataset.agency(),
                everything ? null : dataset,
                kind == Prohibition.Kind.BAR
                        ? pick("gla.officer", "GLA.Officer", "somebody.gla.officer", "brent.ig")
                        : null,
                kind == Prohibition.Kind.EMBARGO || random.nextBoolean() ? until : null);
    }

    private ColumnScope someColumns() {
        var columns = new ArrayList<>(List.of("date", "supplier", "amount", "body"));
        columns.removeIf(_ -> random.nextInt(3) == 0);
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> ColumnScope.ALL;
            case 3 -> ColumnScope.only(List.of(pick("date", "body")));
            case 4 -> ColumnScope.only(List.of());
            default -> ColumnScope.only(columns);
        };
    }

    private Instant start() {
        return mostly(pick(FROM, NOW.minusMillis(1), NOW), NOW.plusMillis(1));
    }

    private Instant end() {
        return mostly(pick(UNTIL, NOW.plusMillis(1)), pick(NOW, NOW.minusMillis(1)));
    }

    private UUID someUuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private <T extends @Nullable Object> T mostly(T usual, T seldom) {
        return random.nextInt(16) == 0 ? seldom : usual;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    private <T extends @Nullable Object> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
