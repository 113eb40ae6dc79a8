package city.datastore.access.index;

import city.datastore.access.policy.AccessCondition;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.RolePolicy;

/** Everything that the index is read from. */
public record FactTables(
        PermitTable permits,
        GrantTable grants,
        OwnerRuleTable<Prohibition> prohibitions,
        OwnerRuleTable<AccessCondition> conditions,
        OwnerRuleTable<RolePolicy> rolePolicies) {}
