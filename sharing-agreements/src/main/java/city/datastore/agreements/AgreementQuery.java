package city.datastore.agreements;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to look for among agreements; null means any.
 *
 * @param giver a party that gives data and stands by it
 * @param receiver another one, that receives
 */
public record AgreementQuery(
        @Nullable String state,
        @Nullable AgencyCode party,
        @Nullable DatasetId dataset,
        @Nullable Instant reviewDueBefore,
        @Nullable AgencyCode giver,
        @Nullable AgencyCode receiver) {

    public AgreementQuery(
            @Nullable String state,
            @Nullable AgencyCode party,
            @Nullable DatasetId dataset,
            @Nullable Instant reviewDueBefore) {
        this(state, party, dataset, reviewDueBefore, null, null);
    }

    public static final AgreementQuery ANY = new AgreementQuery(null, null, null, null);
}
