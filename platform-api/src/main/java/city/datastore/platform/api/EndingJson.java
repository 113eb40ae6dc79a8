package city.datastore.platform.api;

import city.datastore.access.emergency.Ending;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** That somebody ended something before its time, and why. */
record EndingJson(Instant at, PersonJson by, String reason) {

    static @Nullable EndingJson of(@Nullable Ending ending) {
        return ending == null
                ? null
                : new EndingJson(
                        ending.at(), new PersonJson(ending.by(), ending.byName()), ending.why());
    }
}
