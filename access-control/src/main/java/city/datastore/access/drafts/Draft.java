package city.datastore.access.drafts;

import city.datastore.access.requests.AccessRequest;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that somebody has begun and not sent.
 *
 * @param ties the request that it follows or the grant that it renews, once it is sent
 */
public record Draft(
        AccessRequestId id,
        PersonId requester,
        Content content,
        AccessRequest.Ties ties,
        Instant begunAt,
        Instant savedAt) {

    /**
     * What has been filled in so far.
     *
     * @param datasets at least one; a request to each owner for each of them
     * @param actions may be empty
     * @param until null: left open
     * @param justification may be empty
     */
    public record Content(
            List<DatasetId> datasets,
            @Nullable AgreementRef agreement,
            @Nullable PurposeCode purpose,
            Set<PermittedAction> actions,
            @Nullable Instant until,
            String justification) {
        /** Most datasets of one request. */
        public static final int MAX_DATASETS = 20;

        public Content {
            datasets = List.copyOf(new LinkedHashSet<>(datasets));
            actions = Set.copyOf(actions);
        }

        static Content of(AccessRequest.Asked asked) {
            return new Content(
                    List.of(asked.dataset()),
                    asked.agreement(),
                    asked.purpose(),
                    asked.actions(),
                    asked.untilUnsaid() ? null : asked.until(),
                    asked.justification());
        }
    }
}
