package city.datastore.platform.api;

import city.datastore.access.prohibitions.ProhibitionEntry;
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
        @Nullable LiftingJson lifting) {

    /** That somebody ended it. */
    record LiftingJson(String reason, Instant at, PersonJson by) {}

    static ProhibitionJson of(ProhibitionEntry entry, Instant now) {
        var prohibition = entry.prohibition();
        var dataset = prohibition.dataset();
        var lifting = entry.lifting();
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
                lifting == null
                        ? null
                        : new LiftingJson(
                                lifting.reason(),
                                lifting.at(),
                                new PersonJson(lifting.by().value(), lifting.byName())));
    }
}
