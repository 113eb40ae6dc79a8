package city.datastore.access.policy;

import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import java.util.List;

/**
 * Where the gate learns which grants a person holds; always answers from what is committed at this
 * instant.
 */
public interface GrantSource {
    /** Grants of that person on that dataset, in force or not. */
    List<HeldGrant> grants(PersonId holder, DatasetId dataset);
}
