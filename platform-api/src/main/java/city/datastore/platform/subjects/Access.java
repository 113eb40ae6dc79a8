package city.datastore.platform.subjects;

import city.datastore.audit.names.VersionId;
import city.datastore.audit.trail.StoredEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That somebody was let read a version that holds a person.
 *
 * @param decision the event that allowed it
 * @param release how it ended; null where the record does not say: then bytes may have left
 * @param withheld whether it is left out of what the person concerned gets to see
 */
public record Access(
        StoredEvent decision, VersionId version, @Nullable StoredEvent release, boolean withheld) {
    /**
     * @param decision about a version, as the record has it
     */
    static Access by(StoredEvent decision, @Nullable StoredEvent release, boolean withheld) {
        var about = decision.event().about();
        var version =
                new VersionId(
                        Objects.requireNonNull(about.dataset()),
                        Objects.requireNonNull(about.datasetVersion()));
        return new Access(decision, version, release, withheld);
    }

    /** {@code done}, {@code failed}, or {@code unknown}. */
    public String outcome() {
        return release == null ? "unknown" : release.event().outcome().word();
    }
}
