package city.datastore.platform.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Under which state of a file a call wants to be answered (RFC 9110 §13.1.1 and §13.1.2), in their
 * order (§13.2.2); {@code If-Range} is asked after them.
 *
 * @param tag the entity tag of what would be sent, null where it has none
 */
record Preconditions(HttpServletRequest request, @Nullable String tag) {
    private static final Pattern TAG = Pattern.compile("(W/)?(\"[!#-~\\x80-\\xFF]*\")");

    /**
     * Whether the caller has it already, so that it is not sent again.
     *
     * @throws CallException.PreconditionFailed where the caller wants another state than this one
     */
    boolean isHeldAlready() {
        String wanted = field(HttpHeaders.IF_MATCH);
        if (wanted != null && !names(wanted, /* weakly= */ false)) {
            throw new CallException.PreconditionFailed(
                    "what would be sent is not what the ETag in "
                            + HttpHeaders.IF_MATCH
                            + " names; leave it out to have it as it is");
        }
        String had = field(HttpHeaders.IF_NONE_MATCH);
        return had != null && names(had, /* weakly= */ true);
    }

    private boolean names(String field, boolean weakly) {
        return field.strip().equals("*")
                || TAG.matcher(field)
                        .results()
                        .filter(each -> weakly || each.group(1) == null)
                        .anyMatch(each -> each.group(2).equals(tag));
    }

    /** Several lines are one list; null where there is none. */
    private @Nullable String field(String name) {
        var lines = Collections.list(request.getHeaders(name));
        return lines.isEmpty() ? null : String.join(",", lines);
    }
}
