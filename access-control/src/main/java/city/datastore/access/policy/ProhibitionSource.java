package city.datastore.access.policy;

import city.datastore.access.identity.Caller;
import city.datastore.audit.names.DatasetId;
import java.util.List;

/**
 * Where the gate learns what owners forbid; always answers from what is committed at this instant.
 */
public interface ProhibitionSource {
    /** Those on that dataset that have not been lifted and that name this caller or nobody. */
    List<Prohibition> prohibitions(DatasetId dataset, Caller caller);
}
