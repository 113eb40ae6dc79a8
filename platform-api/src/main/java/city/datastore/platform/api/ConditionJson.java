package city.datastore.platform.api;

import city.datastore.access.ownerrules.RuleEntry;
import city.datastore.access.policy.AccessCondition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * On what condition an owner of data lets people read it.
 *
 * @param dataset null: every dataset of the owner
 * @param standing whether it binds who reads
 * @param ending null while nobody has ended it
 */
record ConditionJson(
        String id,
        String owner,
        @Nullable String dataset,
        DemandJson demand,
        boolean standing,
        String reason,
        Instant setAt,
        PersonJson setBy,
        @Nullable RuleEndingJson ending) {

    static ConditionJson of(RuleEntry<AccessCondition> entry) {
        var condition = entry.rule();
        var dataset = condition.dataset();
        var ending = entry.ending();
        return new ConditionJson(
                condition.id().toString(),
                condition.owner().value(),
                dataset == null ? null : dataset.toString(),
                DemandJson.of(condition.demand()),
                ending == null,
                entry.reason(),
                entry.setAt(),
                new PersonJson(entry.setBy().value(), entry.setByName()),
                RuleEndingJson.of(ending));
    }
}
