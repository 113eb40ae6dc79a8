package city.datastore.agreements;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to look for among agreements; null means any. */
public record AgreementQuery(
        @Nullable String state,
        @Nullable AgencyCode party,
        @Nullable DatasetId dataset,
        @Nullable Instant reviewDueBefore) {
    public static final AgreementQuery ANY = new AgreementQuery(null, null, null, null);
}
