package city.datastore.access.policy;

import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What is true at the instant of deciding.
 *
 * @param permits of the agreement named, or else of every agreement that could cover the question
 * @param grants that the caller holds on the dataset, in force or not
 * @param prohibitions that the owner has set on the dataset and not lifted
 * @param conditions on which the owner lets people read the dataset
 * @param rolePolicies which roles the owner lets read the dataset
 * @param emergency what holds in an emergency, where the question is about one
 */
public record Facts(
        Instant now,
        List<Permit> permits,
        List<HeldGrant> grants,
        List<Prohibition> prohibitions,
        List<AccessCondition> conditions,
        List<RolePolicy> rolePolicies,
        EmergencyFacts emergency) {
    public Facts {
        permits = List.copyOf(permits);
        grants = List.copyOf(grants);
        prohibitions = List.copyOf(prohibitions);
        conditions = List.copyOf(conditions);
        rolePolicies = List.copyOf(rolePolicies);
        // facts that were kept before there were emergencies have none
        emergency = Objects.requireNonNullElse(emergency, EmergencyFacts.NONE);
    }

    /** With those permits and grants alone. */
    public Facts with(List<Permit> others, List<HeldGrant> held) {
        return new Facts(now, others, held, prohibitions, conditions, rolePolicies, emergency);
    }

    /** The same at another instant. */
    public Facts at(Instant instant) {
        return new Facts(
                instant, permits, grants, prohibitions, conditions, rolePolicies, emergency);
    }

    /** Whether the owner of the data forbids, demands or narrows anything. */
    boolean ownerLaysDownRules() {
        return !(prohibitions.isEmpty() && conditions.isEmpty() && rolePolicies.isEmpty());
    }

    /**
     * The same without what the owner of the data lays down for it: whom it forbids, on what
     * conditions and in which roles people read, and what it arranges for emergencies.
     */
    public Facts withoutOwnersRules() {
        return new Facts(
                now,
                permits,
                grants,
                List.of(),
                List.of(),
                List.of(),
                new EmergencyFacts(null, emergency.duties(), emergency.access()));
    }

    /**
     * The same without agreements that the caller may not know of: those that do not name the
     * caller's agency. The city's auditors know all of them.
     */
    public Facts knownTo(Caller caller) {
        boolean all = caller.is(Role.AUDITOR) && caller.of(Agency.OVERSIGHT);
        return with(
                permits.stream().filter(permit -> all || permit.names(caller.agency())).toList(),
                grants);
    }

    /** The same where those role policies are in force. */
    public Facts in(List<RolePolicy> others) {
        return new Facts(now, permits, grants, prohibitions, conditions, others, emergency);
    }

    /** For a question that rests on no facts but what it brings itself. */
    public static Facts none(Instant now) {
        return new Facts(
                now, List.of(), List.of(), List.of(), List.of(), List.of(), EmergencyFacts.NONE);
    }
}
