package city.datastore.access.rolepolicies;

import city.datastore.access.identity.Role;
import city.datastore.access.ownerrules.GrantsInForce;
import city.datastore.access.ownerrules.Readers;
import city.datastore.access.policy.ReadingAction;
import city.datastore.access.policy.RolePolicy;
import city.datastore.audit.names.DatasetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A role policy that could be set, and what it would change now for people who hold a grant: of
 * them the platform knows that they are officers, and of other roles only when they sign in.
 *
 * @param replaced the version in force that it takes the place of, null where there is none
 * @param stopped who could no longer read by the role officer alone
 * @param letIn who could read again by the role officer
 */
public record Outlook(
        RolePolicy wanted, @Nullable RolePolicy replaced, Readers stopped, Readers letIn) {
    private static final Set<Role> HOLDER = Set.of(Role.OFFICER);

    /**
     * @param before all of the owner that are in force
     */
    static Outlook of(
            RolePolicy wanted,
            @Nullable RolePolicy replaced,
            List<RolePolicy> before,
            GrantsInForce grants,
            Instant now) {
        var owner = wanted.owner();
        var after = new ArrayList<>(before);
        after.removeIf(each -> replaced != null && each.id().equals(replaced.id()));
        after.add(wanted);
        var stopped = new ArrayList<DatasetId>();
        var letIn = new ArrayList<DatasetId>();
        for (var dataset : grants.datasets(owner, now)) {
            boolean could = letsHolders(before, dataset);
            boolean can = letsHolders(after, dataset);
            if (could != can) {
                (could ? stopped : letIn).add(dataset);
            }
        }
        return new Outlook(
                wanted,
                replaced,
                grants.readers(owner, stopped, now),
                grants.readers(owner, letIn, now));
    }

    private static boolean letsHolders(List<RolePolicy> policies, DatasetId dataset) {
        return policies.stream()
                .filter(each -> each.concerns(dataset))
                .allMatch(each -> each.roles().lets(ReadingAction.READ_UNDER_AGREEMENT, HOLDER));
    }
}
