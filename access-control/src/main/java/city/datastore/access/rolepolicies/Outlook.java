package city.datastore.access.rolepolicies;

import static city.datastore.access.policy.ReadingAction.READ_IN_EMERGENCY;
import static city.datastore.access.policy.ReadingAction.READ_UNDER_AGREEMENT;

import city.datastore.access.identity.Role;
import city.datastore.access.ownerrules.GrantsInForce;
import city.datastore.access.ownerrules.Readers;
import city.datastore.access.policy.ReadingAction;
import city.datastore.access.policy.RolePolicy;
import city.datastore.audit.names.DatasetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A role policy that could be set, and what it would change now for people who hold a grant: of
 * them the platform knows that they are officers, and of other roles only when they sign in.
 *
 * @param replaced the version in force that it takes the place of, null where there is none
 * @param stopped who could no longer read by the role officer alone
 * @param letIn who could read again by the role officer
 * @param emergencies how many emergency accesses that run, and by which nobody could read any more
 *     by the role officer alone
 */
public record Outlook(
        RolePolicy wanted,
        @Nullable RolePolicy replaced,
        Readers stopped,
        Readers letIn,
        long emergencies) {
    private static final Set<Role> HOLDER = Set.of(Role.OFFICER);

    /**
     * @param before all of the owner that are in force
     * @param running emergency accesses that run, counted by dataset
     */
    static Outlook of(
            RolePolicy wanted,
            @Nullable RolePolicy replaced,
            List<RolePolicy> before,
            GrantsInForce grants,
            Map<DatasetId, Long> running,
            Instant now) {
        var owner = wanted.owner();
        var after = new ArrayList<>(before);
        after.removeIf(each -> replaced != null && each.id().equals(replaced.id()));
        after.add(wanted);
        var stopped = new ArrayList<DatasetId>();
        var letIn = new ArrayList<DatasetId>();
        for (var dataset : grants.datasets(owner, now)) {
            boolean could = lets(READ_UNDER_AGREEMENT, before, dataset);
            boolean can = lets(READ_UNDER_AGREEMENT, after, dataset);
            if (could != can) {
                (could ? stopped : letIn).add(dataset);
            }
        }
        return new Outlook(
                wanted,
                replaced,
                grants.readers(owner, stopped, now),
                grants.readers(owner, letIn, now),
                stopped(running, before, after));
    }

    private static long stopped(
            Map<DatasetId, Long> running, List<RolePolicy> before, List<RolePolicy> after) {
        return running.entrySet().stream()
                .filter(each -> lets(READ_IN_EMERGENCY, before, each.getKey()))
                .filter(each -> !lets(READ_IN_EMERGENCY, after, each.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static boolean lets(
            ReadingAction action, List<RolePolicy> policies, DatasetId dataset) {
        return policies.stream()
                .filter(each -> each.concerns(dataset))
                .allMatch(each -> each.roles().lets(action, HOLDER));
    }
}
