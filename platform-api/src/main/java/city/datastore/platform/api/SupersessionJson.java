package city.datastore.platform.api;

import city.datastore.audit.names.AgreementRef;
import org.jspecify.annotations.Nullable;

/** The agreement that takes another one's place. */
record SupersessionJson(@Nullable String by) {

    AgreementRef read() {
        var fields = new Fields();
        var successor = fields.name("by", by, AgreementRef::new);
        fields.check();
        return successor.get();
    }
}
