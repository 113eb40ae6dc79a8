package city.datastore.platform.api;

import city.datastore.access.emergency.Duty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a person is appointed to a duty role.
 *
 * @param standing whether it is in force now
 * @param endedBy null while nobody ended it before its time
 */
record DutyJson(
        String id,
        String person,
        String agency,
        String role,
        Instant from,
        Instant until,
        boolean standing,
        PersonJson setBy,
        @Nullable Instant endedAt,
        @Nullable PersonJson endedBy) {

    static DutyJson of(Duty duty, Instant now) {
        var one = duty.appointment();
        var ending = duty.ending();
        return new DutyJson(
                one.id().toString(),
                one.person(),
                one.agency().value(),
                one.role(),
                one.from(),
                one.until(),
                one.inForceAt(now),
                new PersonJson(duty.setBy(), duty.setByName()),
                ending == null ? null : ending.at(),
                ending == null ? null : new PersonJson(ending.by(), ending.byName()));
    }
}
