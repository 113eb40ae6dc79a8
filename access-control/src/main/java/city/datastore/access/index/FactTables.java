package city.datastore.access.index;

/** Everything that the index is read from. */
public record FactTables(
        PermitTable permits,
        GrantTable grants,
        ProhibitionTable prohibitions,
        ConditionTable conditions,
        RolePolicyTable rolePolicies) {}
