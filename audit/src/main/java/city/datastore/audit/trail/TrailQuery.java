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
 * @param text words that the event has to have, each of them somewhere, in any case
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
        @Nullable Instant to,
        @Nullable String text) {
    /** Longest text to look for, in characters. */
    public static final int MAX_TEXT = 100;

    /** The same for another span. */
    public TrailQuery between(@Nullable Instant first, @Nullable Instant until) {
        return new TrailQuery(
                actor, agency, dataset, agreement, purpose, action, outcome, first, until, text);
    }

    public static final TrailQuery ANY =
            new TrailQuery(null, null, null, null, null, null, null, null, null, null);
}
