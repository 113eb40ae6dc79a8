package city.datastore.access.identity;

import city.datastore.audit.names.AgencyCode;
import org.jspecify.annotations.Nullable;

/**
 * An agency of the city.
 *
 * @param kind such as {@code borough}, {@code police}, {@code fire}, {@code mayor}, {@code
 *     oversight}
 * @param gssCode code of its area (ONS Government Statistical Service), null where it has none
 */
public record Agency(AgencyCode code, String name, String kind, @Nullable String gssCode) {

    /** The city's own oversight: its auditors may see the whole record. */
    public static final AgencyCode OVERSIGHT = new AgencyCode("city");
}
