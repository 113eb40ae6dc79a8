package city.datastore.platform.api;

import city.datastore.access.emergency.EmergencyException;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.ownerrules.OwnerRuleException;
import city.datastore.access.requests.RequestException;
import city.datastore.agreements.AgreementException;
import city.datastore.audit.evidence.EvidenceException;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.pipeline.NotRecordedException;
import city.datastore.audit.retention.HoldException;
import city.datastore.platform.datasets.CutOffException;
import city.datastore.platform.datasets.DatabaseAway;
import city.datastore.platform.datasets.DatasetException;
import city.datastore.platform.desk.DeskException;
import city.datastore.platform.subjects.SubjectException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Turns everything that can go wrong in a call of the API into one {@code application/problem+json}
 * (RFC 9457).
 *
 * <p>Once bytes have gone out there is no answer left to give: the failure goes on to the server,
 * which breaks the connection off, so that nobody takes half a file for the whole.
 */
final class Problems implements HandlerExceptionResolver, Ordered {
    static final String RETRY_SECONDS = "5";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final int UNPROCESSABLE = 422;

    private final StrictJson json;

    Problems(StrictJson json) {
        this.json = json;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Object handler,
            Exception exception) {
        if (!ofTheApi(request.getRequestURI())
                || response.isCommitted()
                || exception instanceof AccessDeniedException
                || exception instanceof AuthenticationException) {
            return null;
        }
        String requestId = response.getHeader(ApiHeaders.REQUEST_ID);
        String event = response.getHeader(ApiHeaders.AUDIT_EVENT);
        response.reset();
        keep(response, ApiHeaders.REQUEST_ID, requestId);
        keep(response, ApiHeaders.AUDIT_EVENT, event);
        var problem = problem(exception, response, requestId).withRequestId(requestId);
        try {
            response.setStatus(problem.status());
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            byte[] body = json.write(problem);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        } catch (IOException _) {
            LOG.debug("the caller of request {} had gone before the answer", requestId);
        }
        return new ModelAndView();
    }

    private static boolean ofTheApi(String path) {
        return path.startsWith("/api/") || path.startsWith(AuthzenApi.PATH + "/");
    }

    private static void keep(HttpServletResponse response, String header, @Nullable String value) {
        if (value != null) {
            response.setHeader(header, value);
        }
    }

    private static ProblemJson problem(
            Exception exception, HttpServletResponse response, @Nullable String requestId) {
        return switch (exception) {
            case RefusedException refused -> refusal(refused, response);
            case DatasetException fault -> dataset(fault, response);
            case AgreementException fault -> agreement(fault, response);
            case RequestException fault -> request(fault);
            case OwnerRuleException fault -> ownerRule(fault);
            case EmergencyException fault -> emergency(fault);
            case DeskException fault -> desk(fault);
            case EvidenceException fault -> evidence(fault, response);
            case HoldException fault -> hold(fault);
            case SubjectException fault -> subject(fault);
            case CallException fault -> call(fault, response);
            case HttpMessageNotReadableException unread -> unreadable(unread, response);
            case NotRecordedException _ -> {
                response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
                yield ProblemJson.of(
                        503,
                        "not-recorded",
                        "The record cannot be written",
                        "this could not be put on the record, so nothing was released or changed;"
                                + " try again in a few seconds");
            }
            case Exception away when DatabaseAway.tells(away) -> unavailable(response);
            case CutOffException ended ->
                    ProblemJson.of(403, "access-ended", "Not allowed any more", message(ended));
            case ErrorResponse framework -> framework(framework, response);
            default -> {
                LOG.error("request {} failed unexpectedly", requestId, exception);
                yield ProblemJson.of(
                        500,
                        "unexpected",
                        "Something went wrong on the platform",
                        "the platform made a mistake; give its operators the request id");
            }
        };
    }

    private static ProblemJson refusal(RefusedException refused, HttpServletResponse response) {
        response.setHeader(ApiHeaders.AUDIT_EVENT, refused.event().toString());
        var judgement = refused.judgement();
        if (refused.takesSecondFactor()) {
            String text = judgement.missing().getFirst().text();
            response.setHeader(
                    HttpHeaders.WWW_AUTHENTICATE,
                    "Bearer realm=\"city-datastore\", error=\"insufficient_user_authentication\","
                            + " error_description=\"A sign-in with a one-time code is needed\","
                            + " acr_values=\"otp\"");
            return ProblemJson.of(
                            401,
                            "insufficient-user-authentication",
                            "A stronger sign-in is needed",
                            text)
                    .withMissing(ReasonJson.of(judgement.missing()), judgement.next());
        }
        return ProblemJson.of(403, "refused", "Not allowed", judgement.missing().getFirst().text())
                .withMissing(ReasonJson.of(judgement.missing()), judgement.next());
    }

    private static ProblemJson dataset(DatasetException fault, HttpServletResponse response) {
        String detail = message(fault);
        return switch (fault) {
            case DatasetException.NotFound _ -> notFound(detail);
            case DatasetException.NameTaken _ ->
                    ProblemJson.of(409, "name-taken", "The name is taken", detail);
            case DatasetException.BadField bad -> badFields(bad.field(), detail);
            case DatasetException.DigestMismatch _ ->
                    ProblemJson.of(
                            UNPROCESSABLE,
                            "digest-mismatch",
                            "The bytes do not match their digest",
                            detail);
            case DatasetException.Empty _ ->
                    ProblemJson.of(UNPROCESSABLE, "empty-upload", "The upload is empty", detail);
            case DatasetException.TooLarge _ ->
                    ProblemJson.of(413, "too-large", "The upload is too large", detail);
            case DatasetException.CutShort _ ->
                    ProblemJson.of(400, "cut-short", "The upload broke off", detail);
            case DatasetException.KeyReused _ ->
                    ProblemJson.of(
                            UNPROCESSABLE,
                            "idempotency-key-reused",
                            "The idempotency key was used for something else",
                            detail);
            case DatasetException.NotProjectable _ ->
                    ProblemJson.of(
                            409,
                            "not-projectable",
                            "The file cannot be cut to what is allowed",
                            detail);
            case DatasetException.Damaged _ ->
                    ProblemJson.of(500, "damaged", "The stored file is damaged", detail);
            case DatasetException.NoRoom _ -> {
                response.setHeader(HttpHeaders.RETRY_AFTER, "60");
                yield ProblemJson.of(507, "no-room", "The platform is full", detail);
            }
        };
    }

    private static ProblemJson agreement(AgreementException fault, HttpServletResponse response) {
        fault.event().ifPresent(id -> response.setHeader(ApiHeaders.AUDIT_EVENT, id.toString()));
        String detail = message(fault);
        return switch (fault) {
            case AgreementException.NotFound _ -> notFound(detail);
            case AgreementException.WrongState _ -> wrongState(detail);
            case AgreementException.ChangedMeanwhile _ -> changedMeanwhile(detail);
            case AgreementException.OwnProposal _ ->
                    notYours(
                            "own-proposal",
                            detail,
                            "Leave the approval to a lead of another party.");
            case AgreementException.WrongSigner wrong ->
                    notYours(
                            wrong.code(),
                            detail,
                            "Leave the signature to somebody else at your agency.");
            case AgreementException.WrongAgency wrong ->
                    notYours(
                            "wrong-agency",
                            detail,
                            "Ask an information governance lead of "
                                    + wrong.whose().map(AgencyCode::value).orElse("a party")
                                    + " to do it.");
            case AgreementException.BadTerms bad ->
                    badFields(
                            bad.faults().stream()
                                    .map(each -> new FaultJson(each.field(), each.message()))
                                    .toList());
        };
    }

    private static ProblemJson request(RequestException fault) {
        String detail = message(fault);
        return switch (fault) {
            case RequestException.NotFound _ -> notFound(detail);
            case RequestException.WrongState _ -> wrongState(detail);
            case RequestException.ChangedMeanwhile _ -> changedMeanwhile(detail);
            case RequestException.OwnRequest _ ->
                    notYours(
                            "own-request",
                            detail,
                            "Leave the decision to another lead of the agency that owns the data.");
            case RequestException.NotCovered bare ->
                    ProblemJson.of(
                                    UNPROCESSABLE,
                                    "not-covered",
                                    "The agreement does not cover this",
                                    detail)
                            .withMissing(ReasonJson.of(bare.missing()), null);
            case RequestException.BadField bad -> badFields(bad.field(), detail);
        };
    }

    private static ProblemJson ownerRule(OwnerRuleException fault) {
        String detail = message(fault);
        return switch (fault) {
            case OwnerRuleException.NotFound _ -> notFound(detail);
            case OwnerRuleException.WrongState _ -> wrongState(detail);
            case OwnerRuleException.BadField bad -> badFields(bad.field(), detail);
        };
    }

    private static ProblemJson emergency(EmergencyException fault) {
        String detail = message(fault);
        return switch (fault) {
            case EmergencyException.NotFound _ -> notFound(detail);
            case EmergencyException.WrongState _ -> wrongState(detail);
            case EmergencyException.BadField bad -> badFields(bad.field(), detail);
        };
    }

    private static ProblemJson desk(DeskException fault) {
        String detail = message(fault);
        return switch (fault) {
            case DeskException.NotFound _ -> notFound(detail);
            case DeskException.BadField bad -> badFields(bad.field(), detail);
        };
    }

    private static ProblemJson evidence(EvidenceException fault, HttpServletResponse response) {
        String detail = message(fault);
        return switch (fault) {
            case EvidenceException.TooMany _ ->
                    ProblemJson.of(
                            UNPROCESSABLE,
                            "too-many-events",
                            "The search finds too many events",
                            detail);
            case EvidenceException.NothingProvable _ -> {
                response.setHeader(
                        HttpHeaders.RETRY_AFTER,
                        String.valueOf(EvidenceException.NothingProvable.AGAIN_AFTER.toSeconds()));
                yield ProblemJson.of(409, "not-yet-provable", "Recorded, not yet provable", detail);
            }
        };
    }

    private static ProblemJson hold(HoldException fault) {
        String detail = message(fault);
        return switch (fault) {
            case HoldException.NotFound _ -> notFound(detail);
            case HoldException.AlreadyLifted _ -> wrongState(detail);
            case HoldException.BadField bad -> badFields(bad.field(), detail);
        };
    }

    private static ProblemJson subject(SubjectException fault) {
        String detail = message(fault);
        return switch (fault) {
            case SubjectException.NotFound _ -> notFound(detail);
            case SubjectException.Ended _ -> wrongState(detail);
            case SubjectException.BadField bad -> badFields(bad.field(), detail);
        };
    }

    private static ProblemJson call(CallException fault, HttpServletResponse response) {
        String detail = message(fault);
        return switch (fault) {
            case CallException.BadBody bad -> {
                var problem =
                        ProblemJson.of(400, "bad-body", "The body cannot be understood", detail);
                yield bad.faults().isEmpty() ? problem : problem.withErrors(bad.faults());
            }
            case CallException.BodyTooLong _ ->
                    ProblemJson.of(413, "too-large", "The body is too large", detail);
            case CallException.BadFields bad -> badFields(bad.faults());
            case CallException.BadParameter bad ->
                    ProblemJson.of(400, "bad-parameter", "A parameter cannot be understood", detail)
                            .withErrors(List.of(new FaultJson(bad.name(), detail)));
            case CallException.NoSuchThing _ -> notFound(detail);
            case CallException.NoPrecondition _ ->
                    ProblemJson.of(
                            428,
                            "precondition-required",
                            "Say which state the change starts from",
                            detail);
            case CallException.PreconditionFailed _ -> changedMeanwhile(detail);
            case CallException.LostEdit lost ->
                    changedMeanwhile(detail).withChanges(lost.changes());
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

    private static ProblemJson unreadable(
            HttpMessageNotReadableException unread, HttpServletResponse response) {
        if (unread.getCause() instanceof CallException fault) {
            return call(fault, response);
        }
        return ProblemJson.of(
                400,
                "bad-body",
                "The body cannot be understood",
                "this call needs a body: one JSON object, with Content-Type: application/json");
    }

    /** What Spring itself turns away before a controller is reached. */
    private static ProblemJson framework(ErrorResponse error, HttpServletResponse response) {
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
                        ? notFound("there is nothing at this path; see /api/openapi.json")
                        : ProblemJson.of(
                                status,
                                "bad-call",
                                known == null ? "The call failed" : known.getReasonPhrase(),
                                "the call cannot be understood; see /api/openapi.json");
            }
        };
    }

    private static String message(Exception fault) {
        return String.valueOf(fault.getMessage());
    }

    private static ProblemJson notFound(String detail) {
        return ProblemJson.of(404, "not-found", "Not found", detail);
    }

    private static ProblemJson notYours(String slug, String detail, String next) {
        return ProblemJson.of(403, slug, "Not allowed", detail)
                .withMissing(List.of(new ReasonJson(slug, detail)), next);
    }

    private static ProblemJson wrongState(String detail) {
        return ProblemJson.of(409, "wrong-state", "Not possible in this state", detail);
    }

    private static ProblemJson changedMeanwhile(String detail) {
        return ProblemJson.of(
                412, "changed-meanwhile", "Somebody else changed it meanwhile", detail);
    }

    private static ProblemJson badFields(String field, String detail) {
        return badFields(List.of(new FaultJson(field, detail)));
    }

    private static ProblemJson badFields(List<FaultJson> faults) {
        var first = faults.getFirst();
        return ProblemJson.of(
                        UNPROCESSABLE,
                        "bad-fields",
                        "Some fields break their rules",
                        first.field() + ": " + first.detail())
                .withErrors(faults);
    }

    private static ProblemJson unavailable(HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        return ProblemJson.of(
                503,
                "unavailable",
                "The platform cannot be reached just now",
                "the database cannot be reached, so nothing was released; try again in a few"
                        + " seconds, and look whether a change was made before making it again");
    }
}
