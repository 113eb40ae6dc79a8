package city.datastore.platform.api;

import city.datastore.access.identity.Agency;
import org.jspecify.annotations.Nullable;

/** An agency of the city. */
record AgencyJson(String code, String name, String kind, @Nullable String gssCode) {

    static AgencyJson of(Agency agency) {
        return new AgencyJson(
                agency.code().value(), agency.name(), agency.kind(), agency.gssCode());
    }
}
