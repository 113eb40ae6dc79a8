package city.datastore.access.identity;

import city.datastore.audit.names.AgencyCode;
import java.util.List;
import java.util.Optional;

/** The agencies that take part, in the order of their names. */
public interface Agencies {
    List<Agency> all();

    Optional<Agency> find(AgencyCode code);
}
