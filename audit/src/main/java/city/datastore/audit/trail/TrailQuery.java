package city.datastore.audit.trail;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PurposeCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to look for in the record; null means any.
 *
 * @param actor a person's id or user name, exactly
 * @param agency the agency of the actor or the owner of the data
 * @param action exactly, such as {@code dataset.read}
 * @param outcome {@code allowed}, {@code refused}, {@code done} or {@code failed}
 * @param from first instant, included
 * @param to last instant, not included
 */
public record TrailQuery(
        @Nullable String actor,
        @Nullable AgencyCode agency,
        @Nullable DatasetId dataset,
        @Nullable AgreementRef agreement,
        @Nullable PurposeCode purpose,
        @Nullable String action,
        @Nullable String outcome,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** The same for another span. */
    public TrailQuery between(Instant first, Instant until) {
        return new TrailQuery(
                actor, agency, dataset, agreement, purpose, action, outcome, first, until);
    }

    public static final TrailQuery ANY =
            new TrailQuery(null, null, null, null, null, null, null, null, null);
}
