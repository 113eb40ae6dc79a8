package city.datastore.platform.api;

import city.datastore.access.requests.AccessRequest;
import org.jspecify.annotations.Nullable;

/** The reason for something that is not done without one. */
record WhyJson(@Nullable String reason) {

    String read() {
        var fields = new Fields();
        var text = fields.text("reason", reason, AccessRequest.Asked.MAX_TEXT);
        fields.check();
        return text.get();
    }
}
