package city.datastore.platform.api;

import city.datastore.access.emergency.NotShared;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision not to share.
 *
 * @param subject keyed hash of the person, null where nobody was named
 */
record NotSharedJson(
        String id,
        String agency,
        String askedBy,
        @Nullable String dataset,
        @Nullable String kind,
        @Nullable String subject,
        String why,
        String caseReference,
        Instant at,
        PersonJson by) {

    static NotSharedJson of(NotShared one) {
        var dataset = one.dataset();
        var subject = one.subject();
        return new NotSharedJson(
                one.id().toString(),
                one.agency().value(),
                one.askedBy(),
                dataset == null ? null : dataset.toString(),
                subject == null ? null : subject.kind(),
                subject == null ? null : subject.hash(),
                one.why(),
                one.caseReference(),
                one.at(),
                new PersonJson(one.by(), one.byName()));
    }
}
