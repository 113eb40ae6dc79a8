package city.datastore.platform.api;

import org.jspecify.annotations.Nullable;

/**
 * Which terms somebody read before they put their name to them.
 *
 * @param digest as the agreement said it; left out, whatever is there is meant
 */
record ReadTermsJson(@Nullable String digest) {
    private static final int DIGEST = 64;

    static @Nullable String read(@Nullable ReadTermsJson json) {
        return read(json == null ? null : json.digest());
    }

    static @Nullable String read(@Nullable String digest) {
        var fields = new Fields();
        var text = fields.anyText("digest", digest, DIGEST);
        fields.check();
        return text.get().isEmpty() ? null : text.get();
    }
}
