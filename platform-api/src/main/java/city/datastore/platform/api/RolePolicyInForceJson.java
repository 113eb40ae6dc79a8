package city.datastore.platform.api;

import city.datastore.access.ownerrules.RuleEntry;
import city.datastore.access.policy.RoleMatrix;
import city.datastore.access.policy.RolePolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the next version would take the place of.
 *
 * @param policy in force, null where only the rules bind
 * @param builtIn the role that the rules ask for in each way of reading, whatever any owner says
 */
record RolePolicyInForceJson(
        @Nullable RolePolicyJson policy, @Nullable Map<String, List<String>> builtIn) {
    static RolePolicyInForceJson of(@Nullable RuleEntry<RolePolicy> entry) {
        return new RolePolicyInForceJson(
                entry == null ? null : RolePolicyJson.of(entry),
                RolesJson.of(RoleMatrix.builtIn()));
    }
}
