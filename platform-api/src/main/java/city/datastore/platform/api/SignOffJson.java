package city.datastore.platform.api;

import city.datastore.access.requests.AccessRequest;
import org.jspecify.annotations.Nullable;

/**
 * What somebody signs an agreement off with.
 *
 * @param office in which they do, such as {@code siro}
 * @param digest of the terms that they read, may be left out
 */
record SignOffJson(@Nullable String office, @Nullable String comment, @Nullable String digest) {
    private static final int MAX_OFFICE = 40;

    /** With nothing missing. */
    record Said(String office, String comment, @Nullable String digest) {}

    Said read() {
        var fields = new Fields();
        var named = fields.text("office", office, MAX_OFFICE);
        var text = fields.anyText("comment", comment, AccessRequest.Asked.MAX_TEXT);
        fields.check();
        return new Said(named.get(), text.get(), ReadTermsJson.read(digest));
    }
}
