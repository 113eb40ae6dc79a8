package city.datastore.platform.api;

import city.datastore.access.emergency.EmergencyException;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.ownerrules.OwnerRuleException;
import city.datastore.access.requests.RequestException;
import city.datastore.agreements.AgreementException;
import city.datastore.audit.event.Doubt;
import city.datastore.audit.event.EventException;
import city.datastore.audit.evidence.EvidenceException;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.pipeline.NotRecordedException;
import city.datastore.audit.retention.HoldException;
import city.datastore.platform.datasets.CutOffException;
import city.datastore.platform.datasets.DatabaseAway;
import city.datastore.platform.datasets.DatasetException;
import city.datastore.platform.desk.DeskException;
import city.datastore.platform.security.Problem;
import city.datastore.platform.security.RequestIdFilter;
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
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
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
    private static final String UNAVAILABLE = "unavailable";
    private static final String NOT_REACHED = "The platform cannot be reached just now";

    private final StrictJson json;
    private final String acrValues;

    /**
     * @param acrValues by which a client asks for the second factor, as the configuration says
     */
    Problems(StrictJson json, String acrValues) {
        this.json = json;
        this.acrValues = acrValues;
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
        if (!Problem.isDue(request.getRequestURI())
                || response.isCommitted()
                || exception instanceof AccessDeniedException
                || exception instanceof AuthenticationException) {
            return null;
        }
        String requestId = RequestIdFilter.of(request).value();
        String echoed = response.getHeader(ApiHeaders.REQUEST_ID);
        String event = response.getHeader(ApiHeaders.AUDIT_EVENT);
        response.reset();
        keep(response, ApiHeaders.REQUEST_ID, echoed);
        keep(response, ApiHeaders.AUDIT_EVENT, event);
        var fault = standardDoor(request) ? AuthzenAskJson.asTheStandardSays(exception) : exception;
        var problem = problem(fault, response, requestId).withRequestId(requestId);
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

    private static boolean standardDoor(HttpServletRequest request) {
        return request.getRequestURI().startsWith(AuthzenApi.PATH + "/");
    }

    private static void keep(HttpServletResponse response, String header, @Nullable String value) {
        if (value != null) {
            response.setHeader(header, value);
        }
    }

    private ProblemJson problem(
            Exception exception, HttpServletResponse response, String requestId) {
        return switch (exception) {
            case RefusedException refused -> refusal(refused, response);
            case DatasetException fault -> dataset(fault, response);
            case AgreementException fault -> agreement(fault, response);
            case RequestException fault -> request(fault, response);
            case OwnerRuleException fault -> ownerRule(fault);
            case EmergencyException fault -> emergency(fault);
            case DeskException fault -> desk(fault, response);
            case EvidenceException fault -> evidence(fault, response);
            case HoldException fault -> hold(fault);
            case SubjectException fault -> subject(fault);
            case CallException fault -> CallProblems.of(fault, response);
            case HttpMessageNotReadableException unread -> CallProblems.of(unread, response);
            case NotRecordedException _ -> {
                response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
                yield ProblemJson.of(
                        503,
                        "not-recorded",
                        "The record cannot be written",
                        "this could not be put on the record, so nothing was released or changed;"
                                + " try again in a few seconds");
            }
            case EventException.TooLarge large ->
                    ProblemJson.of(
                            UNPROCESSABLE,
                            "too-large-for-the-record",
                            "It is too much for one event of the record",
                            message(large) + "; name fewer columns");
            case Exception away when DatabaseAway.tells(away) -> unavailable(response);
            case CutOffException ended ->
                    ended.doubt()
                            .map(doubt -> cutOff(ended, doubt, response))
                            .orElseGet(() ->
                                    ProblemJson.notYours(
                                            "access-ended", message(ended), ended.next()));
            case ErrorResponse framework -> CallProblems.of(framework, response);
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

    private ProblemJson refusal(RefusedException refused, HttpServletResponse response) {
        response.setHeader(ApiHeaders.AUDIT_EVENT, refused.event().toString());
        var judgement = refused.judgement();
        if (refused.takesSecondFactor()) {
            String text = judgement.missing().getFirst().text();
            response.setHeader(
                    HttpHeaders.WWW_AUTHENTICATE,
                    "Bearer realm=\"city-datastore\", error=\"insufficient_user_authentication\","
                            + " error_description=\"A sign-in with a one-time code is needed\","
                            + " acr_values=\""
                            + acrValues
                            + "\"");
            return ProblemJson.of(
                            401,
                            "insufficient-user-authentication",
                            "A stronger sign-in is needed",
                            text)
                    .withMissing(ReasonJson.of(judgement.missing()), judgement.next());
        }
        String why = judgement.missing().getFirst().text();
        var problem =
                refused.inDoubt()
                        ? inDoubt(why, response)
                        : ProblemJson.of(403, "refused", "Not allowed", why);
        return problem.withMissing(ReasonJson.of(judgement.missing()), judgement.next());
    }

    private static ProblemJson cutOff(
            CutOffException ended, Doubt doubt, HttpServletResponse response) {
        return inDoubt(message(ended) + ", so nothing was released", response)
                .withMissing(List.of(new ReasonJson(doubt.code(), message(ended))), ended.next());
    }

    /** Doubt refuses, and is no refusal of this caller: the same call may be allowed later. */
    private static ProblemJson inDoubt(String detail, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        return ProblemJson.of(503, UNAVAILABLE, NOT_REACHED, detail);
    }

    private static ProblemJson dataset(DatasetException fault, HttpServletResponse response) {
        String detail = message(fault);
        return switch (fault) {
            case DatasetException.NotFound _ -> ProblemJson.notFound(detail);
            case DatasetException.NameTaken _ ->
                    ProblemJson.of(409, "name-taken", "The name is taken", detail);
            case DatasetException.BadField bad -> ProblemJson.badFields(bad.field(), detail);
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
            case AgreementException.NotFound _ -> ProblemJson.notFound(detail);
            case AgreementException.WrongState _ -> ProblemJson.wrongState(detail);
            case AgreementException.ChangedMeanwhile _ -> ProblemJson.changedMeanwhile(detail);
            case AgreementException.OwnProposal _ ->
                    ProblemJson.notYours(
                            "own-proposal",
                            detail,
                            "Leave the approval to a lead of another party.");
            case AgreementException.WrongSigner wrong ->
                    ProblemJson.notYours(
                            wrong.code(),
                            detail,
                            "Leave the signature to somebody else at your agency.");
            case AgreementException.WrongAgency wrong ->
                    ProblemJson.notYours(
                            "wrong-agency",
                            detail,
                            "Ask an information governance lead of "
                                    + wrong.whose().map(AgencyCode::value).orElse("a party")
                                    + " to do it.");
            case AgreementException.BadTerms bad ->
                    ProblemJson.badFields(
                            bad.faults().stream()
                                    .map(each -> new FaultJson(each.field(), each.message()))
                                    .toList());
        };
    }

    private static ProblemJson request(RequestException fault, HttpServletResponse response) {
        String detail = message(fault);
        return switch (fault) {
            case RequestException.NotFound _ -> ProblemJson.notFound(detail);
            case RequestException.WrongState _ -> ProblemJson.wrongState(detail);
            case RequestException.ChangedMeanwhile _ -> ProblemJson.changedMeanwhile(detail);
            case RequestException.OwnRequest own -> {
                own.event()
                        .ifPresent(event ->
                                response.setHeader(ApiHeaders.AUDIT_EVENT, event.toString()));
                yield ProblemJson.notYours(
                        "own-request",
                        detail,
                        "Leave the decision to another lead of the agency that owns the data.");
            }
            case RequestException.NotCovered bare ->
                    ProblemJson.of(
                                    UNPROCESSABLE,
                                    "not-covered",
                                    "The agreement does not cover this",
                                    detail)
                            .withMissing(ReasonJson.of(bare.missing()), null);
            case RequestException.BadField bad -> ProblemJson.badFields(bad.field(), detail);
        };
    }

    private static ProblemJson ownerRule(OwnerRuleException fault) {
        String detail = message(fault);
        return switch (fault) {
            case OwnerRuleException.NotFound _ -> ProblemJson.notFound(detail);
            case OwnerRuleException.WrongState _ -> ProblemJson.wrongState(detail);
            case OwnerRuleException.BadField bad -> ProblemJson.badFields(bad.field(), detail);
        };
    }

    private static ProblemJson emergency(EmergencyException fault) {
        String detail = message(fault);
        return switch (fault) {
            case EmergencyException.NotFound _ -> ProblemJson.notFound(detail);
            case EmergencyException.WrongState _ -> ProblemJson.wrongState(detail);
            case EmergencyException.BadField bad -> ProblemJson.badFields(bad.field(), detail);
        };
    }

    private static ProblemJson desk(DeskException fault, HttpServletResponse response) {
        String detail = message(fault);
        return switch (fault) {
            case DeskException.NotFound _ -> ProblemJson.notFound(detail);
            case DeskException.BadField bad -> ProblemJson.badFields(bad.field(), detail);
            case DeskException.InDoubt doubted -> {
                doubted.event()
                        .ifPresent(event ->
                                response.setHeader(ApiHeaders.AUDIT_EVENT, event.toString()));
                var refused = doubted.refused();
                yield inDoubt(detail, response)
                        .withMissing(ReasonJson.of(refused.missing()), refused.next());
            }
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
            case HoldException.NotFound _ -> ProblemJson.notFound(detail);
            case HoldException.AlreadyLifted _ -> ProblemJson.wrongState(detail);
            case HoldException.BadField bad -> ProblemJson.badFields(bad.field(), detail);
        };
    }

    private static ProblemJson subject(SubjectException fault) {
        String detail = message(fault);
        return switch (fault) {
            case SubjectException.NotFound _ -> ProblemJson.notFound(detail);
            case SubjectException.Ended _, SubjectException.TooMany _ ->
                    ProblemJson.wrongState(detail);
            case SubjectException.ChangedMeanwhile _ -> ProblemJson.changedMeanwhile(detail);
            case SubjectException.BadField bad -> ProblemJson.badFields(bad.field(), detail);
        };
    }

    static String message(Exception fault) {
        return String.valueOf(fault.getMessage());
    }

    private static ProblemJson unavailable(HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        return ProblemJson.of(
                503,
                UNAVAILABLE,
                NOT_REACHED,
                "the database cannot be reached, so nothing was released; try again in a few"
                        + " seconds, and look whether a change was made before making it again");
    }
}
