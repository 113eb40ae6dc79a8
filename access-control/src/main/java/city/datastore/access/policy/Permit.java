package city.datastore.access.policy;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What one agreement promises, in the words of the policy: which agencies receive which columns of
 * which datasets, for which purposes and actions, from when until when, and whether it stands.
 *
 * @param from first instant it is in force
 * @param until first instant it no longer is
 */
public record Permit(
        AgreementRef agreement,
        int version,
        Standing standing,
        Instant from,
        Instant until,
        Set<AgencyCode> parties,
        Set<AgencyCode> receivers,
        Map<DatasetId, ColumnScope> datasets,
        Set<PurposeCode> purposes,
        Set<PermittedAction> actions) {

    public Permit {
        parties = Set.copyOf(parties);
        receivers = Set.copyOf(receivers);
        datasets = Map.copyOf(datasets);
        purposes = Set.copyOf(purposes);
        actions = Set.copyOf(actions);
    }

    /** Whether the parties' promise stands, apart from its dates. */
    public enum Standing {
        /** Not every party has approved it. */
        NOT_APPROVED,
        ACTIVE,
        SUSPENDED,
        TERMINATED,
        SUPERSEDED
    }

    /** In force at that instant: active, and within {@code [from, until)}. */
    public boolean inForceAt(Instant instant) {
        return standing == Standing.ACTIVE && !instant.isBefore(from) && instant.isBefore(until);
    }
}
