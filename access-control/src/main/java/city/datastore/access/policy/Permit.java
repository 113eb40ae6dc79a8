package city.datastore.access.policy;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one agreement promises, in the words of the policy: which agencies receive which columns of
 * which datasets, for which purposes and actions, from when until when, and whether it stands.
 *
 * @param from first instant it is in force
 * @param until first instant it no longer is
 * @param receivers of them, those that may receive now
 * @param datasets those whose owner gives them now
 * @param absent parties that the agreement names and that are not in it now
 * @param protections by dataset, what is done to its data before it leaves; a dataset that is not
 *     named leaves as it is
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
        Set<PermittedAction> actions,
        Map<AgencyCode, Absence> absent,
        Map<DatasetId, Protection> protections) {

    public Permit {
        parties = Set.copyOf(parties);
        receivers = Set.copyOf(receivers);
        datasets = Map.copyOf(datasets);
        purposes = Set.copyOf(purposes);
        actions = Set.copyOf(actions);
        absent = Map.copyOf(absent);
        protections = Map.copyOf(protections);
    }

    /**
     * A party named by the agreement that is not in it now; it receives nothing and gives nothing.
     *
     * @param left whether it was in it and left, or has not signed yet
     * @param receives whether it would receive
     * @param datasets what it would give
     */
    public record Absence(boolean left, boolean receives, Set<DatasetId> datasets) {
        public Absence {
            datasets = Set.copyOf(datasets);
        }
    }

    /** Whether the parties' promise stands, apart from its dates. */
    public enum Standing {
        /** Not enough parties have approved it: nobody gives, or nobody receives. */
        NOT_APPROVED,
        ACTIVE,
        SUSPENDED,
        TERMINATED,
        SUPERSEDED
    }

    /** Whether that agency is one of its parties, or is named as one and is not in it now. */
    public boolean names(@Nullable AgencyCode agency) {
        return agency != null && (parties.contains(agency) || absent.containsKey(agency));
    }

    /** What is done to the data of a dataset before it leaves. */
    public Protection protection(DatasetId dataset) {
        return protections.getOrDefault(dataset, Protection.NONE);
    }

    /**
     * Whether it still gives what the grant is for: the purpose, the dataset, and that to the
     * holder's agency. When, is another matter.
     */
    public boolean gives(HeldGrant grant) {
        return purposes.contains(grant.purpose())
                && datasets.containsKey(grant.dataset())
                && receivers.contains(grant.agency());
    }

    /** In force at that instant: active, and within {@code [from, until)}. */
    public boolean inForceAt(Instant instant) {
        return standing == Standing.ACTIVE && !instant.isBefore(from) && instant.isBefore(until);
    }
}
