package city.datastore.platform.api;

import city.datastore.access.ownerrules.RuleEntry;
import city.datastore.access.policy.Prohibition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an owner of data forbids.
 *
 * @param kind {@code bar}, {@code freeze} or {@code embargo}
 * @param dataset null: every dataset of the owner
 * @param person null: everybody
 * @param until null: until it is lifted
 * @param standing whether it keeps anybody out now
 * @param lifting null while nobody has lifted it
 */
record ProhibitionJson(
        String id,
        String kind,
        String owner,
        @Nullable String dataset,
        @Nullable String person,
        @Nullable Instant until,
        boolean standing,
        String reason,
        Instant setAt,
        PersonJson setBy,
        @Nullable RuleEndingJson lifting) {

    static ProhibitionJson of(RuleEntry<Prohibition> entry, Instant now) {
        var prohibition = entry.rule();
        var dataset = prohibition.dataset();
        return new ProhibitionJson(
                prohibition.id().toString(),
                prohibition.kind().code(),
                prohibition.owner().value(),
                dataset == null ? null : dataset.toString(),
                prohibition.person(),
                prohibition.until(),
                entry.standsAt(now),
                entry.reason(),
                entry.setAt(),
                new PersonJson(entry.setBy().value(), entry.setByName()),
                RuleEndingJson.of(entry.ending()));
    }
}
