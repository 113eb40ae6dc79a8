package city.datastore.platform.api;

import city.datastore.access.ownerrules.RuleEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** That somebody ended a rule of an owner, or set the version that took its place. */
record RuleEndingJson(String reason, Instant at, PersonJson by) {

    static @Nullable RuleEndingJson of(RuleEntry.@Nullable Ending ending) {
        return ending == null
                ? null
                : new RuleEndingJson(
                        ending.reason(),
                        ending.at(),
                        new PersonJson(ending.by().value(), ending.byName()));
    }
}
