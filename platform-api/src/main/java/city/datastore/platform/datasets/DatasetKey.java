package city.datastore.platform.datasets;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import jakarta.persistence.Embeddable;

/** How tables name a dataset. */
@Embeddable
record DatasetKey(String agency, String name) {
    static DatasetKey of(DatasetId id) {
        return new DatasetKey(id.agency().value(), id.name());
    }

    DatasetId id() {
        return new DatasetId(new AgencyCode(agency), name);
    }
}
