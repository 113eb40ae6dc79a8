package city.datastore.platform.api;

import city.datastore.audit.retention.Hold;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold.
 *
 * @param agency whose data and staff it covers; null: everybody's
 * @param lifting null while it is in force
 */
record HoldJson(
        String id,
        String kind,
        String value,
        @Nullable String agency,
        String reason,
        Instant setAt,
        PersonJson setBy,
        @Nullable LiftingJson lifting) {

    /** That somebody ended it. */
    record LiftingJson(String reason, Instant at, PersonJson by) {}

    static HoldJson of(Hold hold) {
        var agency = hold.agency();
        var lifting = hold.lifting();
        return new HoldJson(
                hold.id().toString(),
                hold.kind().code(),
                hold.value(),
                agency == null ? null : agency.value(),
                hold.reason(),
                hold.setAt(),
                new PersonJson(hold.setBy().value(), hold.setByName()),
                lifting == null
                        ? null
                        : new LiftingJson(
                                lifting.reason(),
                                lifting.liftedAt(),
                                new PersonJson(
                                        lifting.liftedBy().value(), lifting.liftedByName())));
    }
}
