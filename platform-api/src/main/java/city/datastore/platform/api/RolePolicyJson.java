package city.datastore.platform.api;

import city.datastore.access.ownerrules.RuleEntry;
import city.datastore.access.policy.RolePolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which roles an owner of data lets read it.
 *
 * @param dataset null: every dataset of the owner
 * @param version counted for each dataset, and for every dataset, from 1
 * @param roles by way of reading, null where what is kept cannot be understood, so that nobody
 *     reads
 * @param words the same in plain English
 * @param standing whether it is in force
 * @param ending null while it is
 */
record RolePolicyJson(
        String id,
        String owner,
        @Nullable String dataset,
        int version,
        @Nullable Map<String, List<String>> roles,
        String words,
        boolean standing,
        String reason,
        Instant setAt,
        PersonJson setBy,
        @Nullable RuleEndingJson ending) {

    static RolePolicyJson of(RuleEntry<RolePolicy> entry) {
        var policy = entry.rule();
        var dataset = policy.dataset();
        var ending = entry.ending();
        return new RolePolicyJson(
                policy.id().toString(),
                policy.owner().value(),
                dataset == null ? null : dataset.toString(),
                policy.version(),
                RolesJson.of(policy.roles()),
                policy.roles().words(),
                ending == null,
                entry.reason(),
                entry.setAt(),
                new PersonJson(entry.setBy().value(), entry.setByName()),
                RuleEndingJson.of(ending));
    }
}
