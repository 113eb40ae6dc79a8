package city.datastore.platform.portal;

import city.datastore.access.emergency.EmergencyException;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.requests.RequestException;
import city.datastore.agreements.AgreementException;
import city.datastore.audit.event.Doubt;
import city.datastore.audit.event.EventException;
import city.datastore.audit.evidence.EvidenceException;
import city.datastore.audit.names.NameException;
import city.datastore.audit.pipeline.NotRecordedException;
import city.datastore.platform.datasets.CutOffException;
import city.datastore.platform.datasets.DatabaseAway;
import city.datastore.platform.datasets.DatasetException;
import city.datastore.platform.desk.DeskException;
import city.datastore.platform.security.StepUp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.hibernate.JDBCException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/**
 * Turns what a page's controller did not answer itself into a page that says what to do; before the
 * framework, which would answer with JSON.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
@ControllerAdvice(basePackageClasses = Refusals.class)
final class Refusals {
    private final ErrorPages pages;

    Refusals(ErrorPages pages) {
        this.pages = pages;
    }

    @ExceptionHandler
    ModelAndView refused(
            RefusedException refusal, HttpServletRequest request, HttpServletResponse response) {
        rethrowIfUnderWay(refusal, response);
        response.setHeader("Audit-Event", refusal.event().toString());
        return pages.page(
                request,
                refusal.inDoubt() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.FORBIDDEN,
                Map.of(
                        "reasons", refusal.judgement().missing(),
                        "next", refusal.judgement().next(),
                        "event", refusal.event()));
    }

    @ExceptionHandler
    ModelAndView notAllowed(NotAllowedException failure, HttpServletRequest request) {
        var refused = failure.refused();
        return pages.page(
                request,
                Doubt.alone(refused.missing())
                        ? HttpStatus.SERVICE_UNAVAILABLE
                        : HttpStatus.FORBIDDEN,
                Map.of("reasons", refused.missing(), "next", refused.next()));
    }

    @ExceptionHandler
    ModelAndView notRecorded(
            NotRecordedException failure,
            HttpServletRequest request,
            HttpServletResponse response) {
        rethrowIfUnderWay(failure, response);
        return pages.page(request, HttpStatus.SERVICE_UNAVAILABLE, Map.of("notRecorded", true));
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class, JDBCException.class})
    ModelAndView database(
            RuntimeException failure, HttpServletRequest request, HttpServletResponse response) {
        if (!DatabaseAway.tells(failure)) {
            throw failure;
        }
        rethrowIfUnderWay(failure, response);
        return pages.page(request, HttpStatus.SERVICE_UNAVAILABLE, Map.of());
    }

    @ExceptionHandler({
        DatasetException.NotFound.class,
        RequestException.NotFound.class,
        DeskException.NotFound.class,
        EmergencyException.NotFound.class,
        NameException.class
    })
    ModelAndView notFound(HttpServletRequest request) {
        return pages.page(request, HttpStatus.NOT_FOUND, Map.of());
    }

    @ExceptionHandler
    ModelAndView status(ResponseStatusException failure, HttpServletRequest request) {
        return pages.page(request, HttpStatus.valueOf(failure.getStatusCode().value()), Map.of());
    }

    @ExceptionHandler
    ModelAndView dataset(
            DatasetException failure, HttpServletRequest request, HttpServletResponse response) {
        rethrowIfUnderWay(failure, response);
        var status =
                switch (failure) {
                    case DatasetException.NotFound _ -> HttpStatus.NOT_FOUND;
                    case DatasetException.TooLarge _ -> HttpStatus.CONTENT_TOO_LARGE;
                    case DatasetException.NameTaken _, DatasetException.KeyReused _ ->
                            HttpStatus.CONFLICT;
                    case DatasetException.NoRoom _ -> HttpStatus.INSUFFICIENT_STORAGE;
                    case DatasetException.Damaged _ -> HttpStatus.INTERNAL_SERVER_ERROR;
                    case DatasetException.BadField _,
                            DatasetException.DigestMismatch _,
                            DatasetException.Empty _,
                            DatasetException.CutShort _,
                            DatasetException.NotProjectable _ ->
                            HttpStatus.UNPROCESSABLE_CONTENT;
                };
        return pages.page(request, status, Map.of("said", Words.sentence(failure.getMessage())));
    }

    @ExceptionHandler
    ModelAndView agreement(
            AgreementException failure, HttpServletRequest request, HttpServletResponse response) {
        failure.event().ifPresent(id -> response.setHeader("Audit-Event", id.toString()));
        var status =
                switch (failure) {
                    case AgreementException.NotFound _ -> HttpStatus.NOT_FOUND;
                    case AgreementException.OwnProposal _,
                            AgreementException.WrongAgency _,
                            AgreementException.WrongSigner _ ->
                            HttpStatus.FORBIDDEN;
                    case AgreementException.WrongState _,
                            AgreementException.ChangedMeanwhile _,
                            AgreementException.BadTerms _ ->
                            HttpStatus.CONFLICT;
                };
        return pages.page(request, status, Map.of("said", Words.sentence(failure.getMessage())));
    }

    @ExceptionHandler
    ModelAndView evidence(EvidenceException failure, HttpServletRequest request) {
        var status =
                switch (failure) {
                    case EvidenceException.TooMany _ -> HttpStatus.UNPROCESSABLE_CONTENT;
                    case EvidenceException.NothingProvable _ -> HttpStatus.CONFLICT;
                };
        return pages.page(request, status, Map.of("said", Words.sentence(failure.getMessage())));
    }

    @ExceptionHandler
    ModelAndView record(EventException.TooLarge failure, HttpServletRequest request) {
        return pages.page(
                request,
                HttpStatus.UNPROCESSABLE_CONTENT,
                Map.of("said", Words.sentence(failure.getMessage() + "; name fewer columns")));
    }

    @ExceptionHandler
    ModelAndView request(RequestException failure, HttpServletRequest request) {
        return pages.page(
                request, HttpStatus.CONFLICT, Map.of("said", Words.sentence(failure.getMessage())));
    }

    @ExceptionHandler
    ModelAndView secondFactor(StepUp.NotSeenException failure, HttpServletRequest request) {
        return pages.page(
                request,
                HttpStatus.FORBIDDEN,
                Map.of("said", Words.sentence(failure.getMessage())));
    }

    /** Before the first byte of a file went out; the connection breaks off after that. */
    @ExceptionHandler
    ModelAndView ended(
            CutOffException ended, HttpServletRequest request, HttpServletResponse response)
            throws CutOffException {
        rethrowIfUnderWay(ended, response);
        String said = Words.sentence(ended.getMessage());
        return ended.doubt()
                .map(doubt ->
                        pages.page(
                                request,
                                HttpStatus.SERVICE_UNAVAILABLE,
                                Map.of(
                                        "reasons",
                                        List.of(doubt.reason(said)),
                                        "next",
                                        ended.next())))
                .orElseGet(() -> pages.page(request, HttpStatus.FORBIDDEN, Map.of("said", said)));
    }

    /** Once bytes have gone out there is no page to show: the connection has to break instead. */
    private static <F extends Exception> void rethrowIfUnderWay(
            F failure, HttpServletResponse response) throws F {
        if (response.isCommitted()) {
            throw failure;
        }
        response.resetBuffer();
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, null);
        response.setContentLengthLong(-1);
    }
}
