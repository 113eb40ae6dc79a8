package city.datastore.platform.api;

import city.datastore.audit.names.AgencyCode;
import org.jspecify.annotations.Nullable;

/** The party that is to be reminded. */
record NudgeJson(@Nullable String agency) {

    AgencyCode read() {
        var fields = new Fields();
        var code = fields.name("agency", agency, AgencyCode::new);
        fields.check();
        return code.get();
    }
}
