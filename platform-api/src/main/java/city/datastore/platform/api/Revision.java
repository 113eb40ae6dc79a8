package city.datastore.platform.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The revision of an agreement as an entity tag, for lost-update protection (RFC 9110 §13.1.1). */
final class Revision {
    private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");

    private Revision() {}

    static String tag(long revision) {
        return "\"" + revision + "\"";
    }

    /**
     * The revision that the field names.
     *
     * @throws CallException.NoPrecondition if there is no field
     * @throws CallException.PreconditionFailed if it names none that this platform ever gave
     */
    static long of(@Nullable String field) {
        if (field == null || field.isBlank() || field.strip().equals("*")) {
            throw new CallException.NoPrecondition(
                    HttpHeaders.IF_MATCH
                            + " has to have the ETag that you read with the agreement, so that"
                            + " nobody's change is lost");
        }
        var match = TAG.matcher(field.strip());
        if (!match.matches()) {
            throw new CallException.PreconditionFailed(
                    "the ETag in "
                            + HttpHeaders.IF_MATCH
                            + " is none of this agreement; read it again and send the ETag that"
                            + " comes with it");
        }
        return Long.parseLong(match.group(1));
    }
}
