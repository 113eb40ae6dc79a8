package city.datastore.agreements;

import city.datastore.access.identity.Caller;
import city.datastore.audit.names.DatasetId;
import java.util.Set;

/** Who may know of which datasets; the platform answers. */
@FunctionalInterface
public interface DatasetKnowledge {
    /**
     * The datasets that there are for this caller: a hidden one that they may not know of is as
     * absent as one that was never there.
     *
     * @param named in an agreement that the caller has been let in to: its parties know of them
     */
    KnownDatasets of(Caller caller, Set<DatasetId> named);
}
