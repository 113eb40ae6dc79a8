package city.datastore.platform.datasets;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.VersionId;
import jakarta.persistence.Embeddable;

/** How tables name a version, stored or only reserved. */
@Embeddable
record NumberKey(String agency, String name, int number) {
    static NumberKey of(VersionId id) {
        return new NumberKey(id.dataset().agency().value(), id.dataset().name(), id.number());
    }

    VersionId id() {
        return new VersionId(new DatasetId(new AgencyCode(agency), name), number);
    }
}
