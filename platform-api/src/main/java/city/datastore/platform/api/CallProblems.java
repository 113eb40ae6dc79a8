package city.datastore.platform.api;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;

/** What is wrong with a call before anything is asked of the platform: its path, body or form. */
final class CallProblems {
    private CallProblems() {}

    static ProblemJson of(CallException fault, HttpServletResponse response) {
        String detail = Problems.message(fault);
        return switch (fault) {
            case CallException.BadBody bad -> {
                var problem =
                        ProblemJson.of(400, "bad-body", "The body cannot be understood", detail);
                yield bad.faults().isEmpty() ? problem : problem.withErrors(bad.faults());
            }
            case CallException.BodyTooLong _ ->
                    ProblemJson.of(413, "too-large", "The body is too large", detail);
            case CallException.BadFields bad -> ProblemJson.badFields(bad.faults());
            case CallException.BadParameter bad ->
                    ProblemJson.of(400, "bad-parameter", "A parameter cannot be understood", detail)
                            .withErrors(List.of(new FaultJson(bad.name(), detail)));
            case CallException.NoSuchThing _ -> ProblemJson.notFound(detail);
            case CallException.NoPrecondition _ ->
                    ProblemJson.of(
                            428,
                            "precondition-required",
                            "Say which state the change starts from",
                            detail);
            case CallException.PreconditionFailed _ -> ProblemJson.changedMeanwhile(detail);
            case CallException.LostEdit lost ->
                    ProblemJson.changedMeanwhile(detail).withChanges(lost.changes());
            case CallException.NoLongerKept gone -> {
                response.setHeader(ApiHeaders.AUDIT_EVENT, gone.event().toString());
                yield ProblemJson.of(410, "no-longer-kept", "The body was deleted", detail);
            }
            case CallException.RangeOutside outside -> {
                response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + outside.sizeBytes());
                yield ProblemJson.of(
                        416, "range-outside", "There is nothing in that range", detail);
            }
        };
    }

    /** A body that nobody could read. */
    static ProblemJson of(HttpMessageNotReadableException unread, HttpServletResponse response) {
        if (unread.getCause() instanceof CallException fault) {
            return of(fault, response);
        }
        return ProblemJson.of(
                400,
                "bad-body",
                "The body cannot be understood",
                "this call needs a body: one JSON object, with Content-Type: application/json");
    }

    /** What Spring itself turns away before a controller is reached. */
    static ProblemJson of(ErrorResponse error, HttpServletResponse response) {
        error.getHeaders()
                .forEach((name, values) -> values.forEach(v -> response.addHeader(name, v)));
        int status = error.getStatusCode().value();
        return switch (error) {
            case HttpRequestMethodNotSupportedException method ->
                    ProblemJson.of(
                            status,
                            "method-not-allowed",
                            "That method does nothing here",
                            "this path knows "
                                    + (method.getSupportedHttpMethods() == null
                                            ? "no method"
                                            : method.getSupportedHttpMethods()));
            case HttpMediaTypeNotSupportedException media ->
                    ProblemJson.of(
                            status,
                            "unsupported-media-type",
                            "That kind of body is not taken here",
                            "send Content-Type: "
                                    + (media.getSupportedMediaTypes().isEmpty()
                                            ? "application/json"
                                            : media.getSupportedMediaTypes().getFirst()));
            case HttpMediaTypeNotAcceptableException _ ->
                    ProblemJson.of(
                            status,
                            "not-acceptable",
                            "The answer cannot be given in that form",
                            "this call answers with application/json");
            default -> {
                var known = HttpStatus.resolve(status);
                yield status == 404
                        ? ProblemJson.notFound(
                                "there is nothing at this path; see /api/openapi.json")
                        : ProblemJson.of(
                                status,
                                "bad-call",
                                known == null ? "The call failed" : known.getReasonPhrase(),
                                "the call cannot be understood; see /api/openapi.json");
            }
        };
    }
}
