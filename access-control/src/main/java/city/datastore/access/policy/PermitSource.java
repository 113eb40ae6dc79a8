package city.datastore.access.policy;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import java.util.List;
import java.util.Optional;

/**
 * Where the gate learns what agreements promise; always answers from what is committed at this
 * instant.
 */
public interface PermitSource {
    Optional<Permit> permit(AgreementRef agreement);

    /**
     * Permits of agreements, in whatever standing, that name the dataset and the receiving agency.
     */
    List<Permit> permits(DatasetId dataset, AgencyCode receiver);
}
