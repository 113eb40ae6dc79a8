package city.datastore.access.gate;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ConditionSource;
import city.datastore.access.policy.EmergencyFacts;
import city.datastore.access.policy.EmergencySource;
import city.datastore.access.policy.Facts;
import city.datastore.access.policy.GrantSource;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.PermitSource;
import city.datastore.access.policy.ProhibitionSource;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.RolePolicySource;
import city.datastore.access.policy.Target;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks up what a question's rules rest on, and no more. */
final class FactFinder {
    private final PermitSource permits;
    private final GrantSource grants;
    private final ProhibitionSource prohibitions;
    private final ConditionSource conditions;
    private final RolePolicySource rolePolicies;
    private final EmergencySource emergencies;

    FactFinder(
            PermitSource permits,
            GrantSource grants,
            ProhibitionSource prohibitions,
            ConditionSource conditions,
            RolePolicySource rolePolicies,
            EmergencySource emergencies) {
        this.permits = permits;
        this.grants = grants;
        this.prohibitions = prohibitions;
        this.conditions = conditions;
        this.rolePolicies = rolePolicies;
        this.emergencies = emergencies;
    }

    Facts find(Question question, Instant now) {
        if (question.emergency() != null) {
            return inEmergency(question, question.emergency(), now);
        }
        return switch (question.act()) {
            case READ_CONTENT -> {
                var dataset = dataset(question.target());
                yield dataset == null ? nothing(now) : reading(question, dataset, now);
            }
            case SEE_HIDDEN_DATASET -> {
                var dataset = dataset(question.target());
                yield dataset == null ? nothing(now) : onPermits(now, permits(question, dataset));
            }
            case ASK_ACCESS ->
                    question.target() instanceof Target.OfRequest request
                            ? onPermits(now, named(request.agreement(), question.caller()))
                            : nothing(now);
            case OPEN_EMERGENCY -> inEmergency(question, null, now);
            case RENEW_EMERGENCY ->
                    question.target() instanceof Target.OfEmergency target
                            ? inEmergency(question, target.id(), now)
                            : nothing(now);
            case END_EMERGENCY, REVIEW_EMERGENCY, SEE_EMERGENCY, LIST_EMERGENCIES -> nothing(now);
            case SET_ARRANGEMENT, END_ARRANGEMENT, LIST_ARRANGEMENTS -> nothing(now);
            case APPOINT_DUTY, END_DUTY, LIST_DUTIES -> nothing(now);
            case DECLINE_SHARING, LIST_DECLINED -> nothing(now);
            case CREATE_DATASET, UPLOAD_VERSION -> nothing(now);
            case DRAFT_AGREEMENT, SEE_AGREEMENT, EDIT_AGREEMENT, PROPOSE_AGREEMENT -> nothing(now);
            case APPROVE_AGREEMENT, SIGN_OFF_AGREEMENT, RETURN_AGREEMENT -> nothing(now);
            case SUSPEND_AGREEMENT, RESUME_AGREEMENT, TERMINATE_AGREEMENT -> nothing(now);
            case NUDGE_PARTY, LEAVE_AGREEMENT, INVITE_PARTY -> nothing(now);
            case VARY_AGREEMENT, SUPERSEDE_AGREEMENT -> nothing(now);
            case COMMENT_ON_AGREEMENT, ANSWER_COMMENT, SETTLE_COMMENT -> nothing(now);
            case SEE_USE, REVIEW_AGREEMENT -> nothing(now);
            case PUBLISH_TEMPLATE -> nothing(now);
            case WRITE_DPIA, ADVISE_ON_DPIA, DECIDE_DPIA, CONSULT_REGULATOR -> nothing(now);
            case SEE_REQUEST, GRANT_REQUEST, REFUSE_REQUEST, WITHDRAW_REQUEST -> nothing(now);
            case RETURN_REQUEST, SAVE_DRAFT, DISCARD_DRAFT, CONFIRM_GRANT -> nothing(now);
            case NAME_TEAM, ANSWER_TERMS -> nothing(now);
            case LIST_AGREEMENTS, LIST_REQUESTS, LIST_GRANTS -> nothing(now);
            case REVOKE_GRANT, ASK_ABOUT_OTHERS -> nothing(now);
            case SEARCH_TRAIL, TAKE_EVIDENCE, READ_EVENT, REPLAY_DECISION -> nothing(now);
            case SAVE_SEARCH, DELETE_SEARCH, LIST_ALERTS, SEE_ALERT, REVIEW_ALERT -> nothing(now);
            case SEE_RETENTION, SET_HOLD, LIFT_HOLD -> nothing(now);
            case DECLARE_IDENTIFIERS, TRACE_SUBJECT -> nothing(now);
            case SET_PROHIBITION, LIFT_PROHIBITION, LIST_PROHIBITIONS -> nothing(now);
            case SET_CONDITION, END_CONDITION, LIST_CONDITIONS -> nothing(now);
            case SET_ROLE_POLICY, END_ROLE_POLICY, LIST_ROLE_POLICIES -> nothing(now);
            case SEE_WITHHOLDINGS, WITHHOLD, CHANGE_WITHHOLDING -> nothing(now);
        };
    }

    /**
     * What a reading under no agreement in particular can be allowed by: of the agreements that
     * could cover it those under which the reader holds a grant, and that still name the reader's
     * agency. There may be thousands of others.
     */
    Facts underGrants(Question question, Instant now) {
        var dataset = dataset(question.target());
        if (dataset == null) {
            return nothing(now);
        }
        var held = grants.grants(question.caller().person(), dataset);
        var relied =
                held.stream()
                        .map(HeldGrant::agreement)
                        .distinct()
                        .flatMap(agreement -> named(agreement, question.caller()).stream())
                        .toList();
        return reading(question, dataset, relied, held, now);
    }

    /** Whether an agreement has to be found for it. */
    static boolean choosesAgreement(Question question) {
        return question.act() == Act.READ_CONTENT
                && question.agreement() == null
                && question.emergency() == null;
    }

    /**
     * The permit is looked at only when the grants have been asked for as well: the processor
     * fetches both from memory at the same time.
     */
    private Facts reading(Question question, DatasetId dataset, Instant now) {
        var agreement = question.agreement();
        if (agreement == null) {
            var held = grants.grants(question.caller().person(), dataset);
            return reading(question, dataset, permits(question, dataset), held, now);
        }
        var permit = permits.permit(agreement);
        var held = grants.grants(question.caller().person(), dataset);
        return reading(question, dataset, naming(question.caller(), permit), held, now);
    }

    private Facts reading(
            Question question,
            DatasetId dataset,
            List<Permit> relied,
            List<HeldGrant> held,
            Instant now) {
        return new Facts(
                now,
                relied,
                held,
                prohibitions.prohibitions(dataset, question.caller()),
                conditions.conditions(dataset),
                rolePolicies.rolePolicies(dataset),
                EmergencyFacts.NONE);
    }

    /** What an emergency rests on, and nothing that could allow it otherwise. */
    private Facts inEmergency(Question question, @Nullable EmergencyId access, Instant now) {
        var dataset = dataset(question.target());
        return dataset == null
                ? nothing(now)
                : new Facts(
                        now,
                        List.of(),
                        List.of(),
                        prohibitions.prohibitions(dataset, question.caller()),
                        conditions.conditions(dataset),
                        rolePolicies.rolePolicies(dataset),
                        emergencies.facts(question.caller(), dataset, access));
    }

    /** Whether there is anything to look up for it that an index in memory may know. */
    static boolean restsOnIndex(Question question) {
        return question.emergency() == null && restsOnFacts(question);
    }

    /** Whether its answer depends on what time it is. */
    static boolean restsOnTime(Question question) {
        return question.emergency() != null
                || restsOnFacts(question)
                || question.act() == Act.OPEN_EMERGENCY
                || question.act() == Act.RENEW_EMERGENCY;
    }

    /** Whether there is anything to look up for it. */
    static boolean restsOnFacts(Question question) {
        return switch (question.act()) {
            case READ_CONTENT, SEE_HIDDEN_DATASET, ASK_ACCESS -> true;
            default -> false;
        };
    }

    private List<Permit> permits(Question question, DatasetId dataset) {
        if (question.agreement() != null) {
            return named(question.agreement(), question.caller());
        }
        var agency = question.caller().agency();
        return agency == null ? List.of() : permits.permits(dataset, agency);
    }

    private List<Permit> named(AgreementRef agreement, Caller caller) {
        return naming(caller, permits.permit(agreement));
    }

    /**
     * Only one that names the caller's agency, whether it has signed, or has left: nobody learns
     * from an answer, or from what it rests on, what others have agreed, or are about to.
     */
    private static List<Permit> naming(Caller caller, Optional<Permit> permit) {
        return permit.filter(one -> one.names(caller.agency())).map(List::of).orElse(List.of());
    }

    private static Facts onPermits(Instant now, List<Permit> permits) {
        return nothing(now).with(permits, List.of());
    }

    private static Facts nothing(Instant now) {
        return Facts.none(now);
    }

    private static @Nullable DatasetId dataset(Target target) {
        return switch (target) {
            case Target.OfDataset(var dataset) -> dataset;
            case Target.OfVersion(var dataset, _) -> dataset;
            case Target.OfEmergency(_, var dataset, _, _) -> dataset;
            case Target.OfAgreement _, Target.OfRequest _, Target.OfGrant _ -> null;
            case Target.OfOther _, Target.OfList _, Target.OfTrail _, Target.OfEvent _ -> null;
            case Target.OfAlert _ -> null;
            case Target.OfMark _, Target.OfSubject _, Target.OfProhibition _ -> null;
            case Target.OfCondition _, Target.OfRolePolicy _ -> null;
            case Target.OfDuty _ -> null;
        };
    }
}
