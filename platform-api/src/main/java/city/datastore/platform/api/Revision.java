package city.datastore.platform.api;

import city.datastore.access.requests.AccessRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * The revision of an agreement or of a pending request as an entity tag, so that nobody changes or
 * decides what they have not seen (RFC 9110 §13.1.1).
 */
final class Revision {
    private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");

    private Revision() {}

    static String tag(long revision) {
        return "\"" + revision + "\"";
    }

    /** With the tag of a request while it can change. */
    static ResponseEntity.BodyBuilder tagged(
            ResponseEntity.BodyBuilder answer, AccessRequest request) {
        return request instanceof AccessRequest.Pending(_, var revision)
                ? answer.eTag(tag(revision))
                : answer;
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
                            + " has to have the ETag that you read with it, so that nobody's"
                            + " change is lost");
        }
        var match = TAG.matcher(field.strip());
        if (!match.matches()) {
            throw new CallException.PreconditionFailed(
                    "the ETag in "
                            + HttpHeaders.IF_MATCH
                            + " is none that this platform gave; read it again and send the ETag"
                            + " that comes with it");
        }
        return Long.parseLong(match.group(1));
    }
}
