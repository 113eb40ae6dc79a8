package city.datastore.platform.api;

import city.datastore.access.requests.AccessRequest;
import org.jspecify.annotations.Nullable;

/** A remark that may be left out. */
record CommentJson(@Nullable String comment) {

    static String read(@Nullable CommentJson json) {
        var fields = new Fields();
        var text =
                fields.anyText(
                        "comment",
                        json == null ? null : json.comment(),
                        AccessRequest.Asked.MAX_TEXT);
        fields.check();
        return text.get();
    }
}
