package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Judgement;
import city.datastore.access.requests.RequestException;
import city.datastore.audit.event.Doubt;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.platform.desk.DeskException;
import city.datastore.platform.desk.ReaderDesk;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** The searches of AuthZEN (section 8): who may, what may be, and what may be done. */
final class AuthzenSearch {
    private final ReaderDesk desk;
    private final AuthzenAnswers answers;

    AuthzenSearch(ReaderDesk desk, AuthzenAnswers answers) {
        this.desk = desk;
        this.answers = answers;
    }

    /** Who may read the dataset; its id, where one is given for the subject, is ignored. */
    ResponseEntity<AuthzenFoundJson> subjects(Caller caller, AuthzenAskJson body) {
        var subject = AuthzenQuestion.entity("subject", body.subject());
        var resource = AuthzenQuestion.entity("resource", body.resource());
        var dataset = dataset(AuthzenQuestion.id("resource", resource));
        var reading = reading(body, resource);
        boolean known = known(body, subject.type(), resource.type());
        if (!known || dataset == null || reading == null) {
            return ResponseEntity.ok(nothing());
        }
        var tokens = SearchToken.of(body);
        var page = page(body, tokens);
        var readers =
                paged(() -> desk.readers(caller, dataset, reading, page.cursor(), page.limit()));
        return ApiHeaders.ok(readers)
                .body(
                        found(
                                readers.value().items().stream()
                                        .map(name ->
                                                new AuthzenFoundJson.ResultJson(
                                                        AuthzenQuestion.USER, name, null))
                                        .toList(),
                                tokens.token(readers.value().next())));
    }

    /** What the subject may read; its id, where one is given for the resource, is ignored. */
    ResponseEntity<AuthzenFoundJson> resources(Caller caller, AuthzenAskJson body) {
        var subject = AuthzenQuestion.entity("subject", body.subject());
        var resource = AuthzenQuestion.entity("resource", body.resource());
        var person = person(AuthzenQuestion.id("subject", subject));
        var reading = reading(body, resource);
        boolean known = known(body, subject.type(), resource.type());
        if (!known || person == null || reading == null) {
            return ResponseEntity.ok(nothing());
        }
        var tokens = SearchToken.of(body);
        var page = page(body, tokens);
        var readable = paged(() -> desk.readable(caller, person, reading, page));
        EventId event = readable.event();
        return ApiHeaders.perhapsRecorded(event == null ? null : event.toString())
                .body(
                        found(
                                readable.page().items().stream()
                                        .map(id ->
                                                new AuthzenFoundJson.ResultJson(
                                                        AuthzenQuestion.DATASET,
                                                        id.toString(),
                                                        null))
                                        .toList(),
                                tokens.token(readable.page().next())));
    }

    /**
     * What the subject may do with the resource: to read, or nothing. A question that cannot be
     * asked is refused as in the other searches.
     */
    ResponseEntity<AuthzenFoundJson> actions(Caller caller, AuthzenAskJson body) {
        var reading = new AuthzenAskJson.ActionJson(PermittedAction.READ.value());
        var answer =
                answers.answerOrRefuse(
                        caller,
                        new AuthzenAskJson(
                                body.subject(),
                                reading,
                                body.resource(),
                                body.context(),
                                null,
                                null,
                                null));
        throwIfInDoubt(answer.context());
        return ApiHeaders.perhapsRecorded(answer.context().auditEvent())
                .body(
                        found(
                                answer.decision()
                                        ? List.of(
                                                new AuthzenFoundJson.ResultJson(
                                                        null, null, PermittedAction.READ.value()))
                                        : List.of(),
                                ""));
    }

    /** Nothing would mean that they may do nothing. */
    private static void throwIfInDoubt(AuthzenDecisionJson.ContextJson context) {
        var missing =
                context.reasons().stream()
                        .map(reason -> new Reason(reason.code(), reason.text()))
                        .toList();
        if (Doubt.alone(missing)) {
            String event = context.auditEvent();
            throw new DeskException.InDoubt(
                    new Judgement.Refused(missing, context.next()),
                    event == null ? null : EventId.parse(event));
        }
    }

    private static boolean known(
            AuthzenAskJson body, @Nullable String subject, @Nullable String resource) {
        String action = AuthzenQuestion.action(body);
        return AuthzenQuestion.USER.equals(subject)
                && AuthzenQuestion.DATASET.equals(resource)
                && PermittedAction.READ.value().equals(action);
    }

    /** What the context names, for all of what is wanted; null where it names what cannot be. */
    private static ReaderDesk.@Nullable Reading reading(
            AuthzenAskJson body, AuthzenAskJson.EntityJson resource) {
        var wanted = AuthzenQuestion.columns(resource);
        try {
            return new ReaderDesk.Reading(
                    AuthzenQuestion.agreement(body.context()),
                    AuthzenQuestion.purpose(body.context()),
                    judgement -> AuthzenAnswers.allows(judgement, wanted));
        } catch (NameException _) {
            return null;
        }
    }

    /** A limit is the most that the asker wants, so one over ours is cut to it. */
    private static PageRequest page(AuthzenAskJson body, SearchToken tokens) {
        var page = body.page();
        if (page == null) {
            return PageRequest.first();
        }
        int limit = page.limit() == null ? PageRequest.DEFAULT_ITEMS : page.limit();
        if (limit < 0) {
            throw AuthzenAskJson.bad("page.limit", "is below 0");
        }
        String token = page.token();
        return new PageRequest(
                Math.clamp(limit, 1, Page.MAX_ITEMS),
                token == null || token.isEmpty() ? null : tokens.cursor(token));
    }

    /** A token that no search gave is a fault of the call. */
    private static <T> T paged(Supplier<T> search) {
        try {
            return search.get();
        } catch (IllegalArgumentException | RequestException.BadField e) {
            var fault = AuthzenAskJson.bad("page.token", "is none that a search gave");
            fault.addSuppressed(e);
            throw fault;
        }
    }

    private static AuthzenFoundJson found(
            List<AuthzenFoundJson.ResultJson> results, String nextToken) {
        return new AuthzenFoundJson(
                results, new AuthzenFoundJson.PageJson(nextToken, results.size()));
    }

    private static AuthzenFoundJson nothing() {
        return found(List.of(), "");
    }

    private static @Nullable DatasetId dataset(String id) {
        try {
            return DatasetId.parse(id);
        } catch (NameException _) {
            return null;
        }
    }

    private static @Nullable PersonId person(String id) {
        try {
            return new PersonId(id);
        } catch (NameException _) {
            return null;
        }
    }
}
