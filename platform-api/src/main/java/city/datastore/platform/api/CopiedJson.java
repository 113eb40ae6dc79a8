package city.datastore.platform.api;

import city.datastore.platform.subjects.Access;
import city.datastore.platform.subjects.Subjects;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accesses as the person concerned gets to see them: no officer is named, and nothing numbered.
 *
 * @param olderLeftOut whether there are older accesses, which did not fit
 */
record CopiedJson(List<CopyJson> items, boolean olderLeftOut) {
    /** One access; no columns means all of them. */
    record CopyJson(
            Instant at,
            @Nullable String agency,
            String dataset,
            @Nullable String agreement,
            @Nullable String purpose,
            List<String> columns,
            String outcome) {
        static CopyJson of(Access access) {
            var event = access.decision().event();
            var about = event.about();
            var agency = event.actor().agency();
            return new CopyJson(
                    event.at(),
                    agency == null ? null : agency.value(),
                    access.version().dataset().toString(),
                    about.agreement() == null ? null : about.agreement().toString(),
                    about.purpose() == null ? null : about.purpose().toString(),
                    about.columns(),
                    access.outcome());
        }
    }

    static CopiedJson of(Subjects.Copy copy) {
        return new CopiedJson(
                copy.accesses().stream().map(CopyJson::of).toList(), copy.olderLeftOut());
    }
}
