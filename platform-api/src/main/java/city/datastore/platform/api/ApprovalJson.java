package city.datastore.platform.api;

import org.jspecify.annotations.Nullable;

/**
 * A lead's signature.
 *
 * @param comment may be left out
 * @param digest of the terms that they read, may be left out
 */
record ApprovalJson(@Nullable String comment, @Nullable String digest) {
    /** With nothing left out but the digest. */
    record Said(String comment, @Nullable String digest) {}

    static Said read(@Nullable ApprovalJson json) {
        return new Said(
                CommentJson.read(json == null ? null : new CommentJson(json.comment())),
                ReadTermsJson.read(json == null ? null : json.digest()));
    }
}
