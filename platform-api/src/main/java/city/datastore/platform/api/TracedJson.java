package city.datastore.platform.api;

import city.datastore.audit.names.VersionId;
import city.datastore.platform.subjects.Access;
import city.datastore.platform.subjects.Subjects;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found about a person.
 *
 * @param subject the keyed hash under which the question is on the record
 * @param holding versions that hold the person
 * @param holdingLeftOut whether there are more of them, which did not fit
 * @param unsure versions whose file could not be taken in whole
 * @param unsureLeftOut whether there are more of them, which did not fit
 */
record TracedJson(
        String subject,
        List<HeldJson> holding,
        boolean holdingLeftOut,
        List<HeldJson> unsure,
        boolean unsureLeftOut,
        List<AccessJson> items,
        @Nullable String next) {

    /** A version. */
    record HeldJson(String dataset, int version) {
        static HeldJson of(VersionId version) {
            return new HeldJson(version.dataset().toString(), version.number());
        }
    }

    /** That somebody was let read such a version; no columns means all of them. */
    record AccessJson(
            String event,
            Instant at,
            String username,
            @Nullable String agency,
            String dataset,
            int version,
            @Nullable String agreement,
            @Nullable String purpose,
            List<String> columns,
            String outcome,
            @Nullable Long bytes,
            boolean withheld) {
        static AccessJson of(Access access) {
            var event = access.decision().event();
            var about = event.about();
            var release = access.release();
            var agency = event.actor().agency();
            return new AccessJson(
                    event.id().toString(),
                    event.at(),
                    event.actor().username(),
                    agency == null ? null : agency.value(),
                    access.version().dataset().toString(),
                    access.version().number(),
                    about.agreement() == null ? null : about.agreement().toString(),
                    about.purpose() == null ? null : about.purpose().toString(),
                    about.columns(),
                    access.outcome(),
                    release == null ? null : release.event().about().bytes(),
                    access.withheld());
        }
    }

    static TracedJson of(Subjects.Traced traced) {
        return new TracedJson(
                traced.subject(),
                traced.holding().stream().map(HeldJson::of).toList(),
                traced.holdingLeftOut(),
                traced.unsure().stream().map(HeldJson::of).toList(),
                traced.unsureLeftOut(),
                traced.accesses().items().stream().map(AccessJson::of).toList(),
                traced.accesses().next());
    }
}
