package city.datastore.platform.api;

import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Protection;
import city.datastore.audit.names.EventId;
import city.datastore.platform.datasets.DatasetException;
import city.datastore.platform.desk.DecisionDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions of AuthZEN by the gate. "Yes" is said to the whole of what was asked: where
 * only some columns may be read, a question that does not name columns is denied, because who
 * enforces a plain yes would release them all.
 */
final class AuthzenAnswers {
    private final DecisionDesk desk;

    AuthzenAnswers(DecisionDesk desk) {
        this.desk = desk;
    }

    /** The answer to one question; one that cannot be asked is denied, with the error in it. */
    AuthzenDecisionJson answer(Caller caller, AuthzenAskJson asked) {
        try {
            return answerOrRefuse(caller, asked);
        } catch (DatasetException.NotFound _) {
            return AuthzenDecisionJson.fault(
                    404,
                    "dataset-unknown",
                    "There is no such dataset that you may see.",
                    "Check its name.");
        } catch (RefusedException e) {
            var refused = e.judgement();
            return AuthzenDecisionJson.fault(
                            e.inDoubt() ? 503 : 403,
                            refused.missing().getFirst().code(),
                            refused.missing().getFirst().text(),
                            refused.next())
                    .recorded(e.event());
        }
    }

    /**
     * The answer to one question that can be asked.
     *
     * @throws DatasetException.NotFound where the caller may not know of the dataset
     * @throws RefusedException where the caller may not ask about others
     */
    AuthzenDecisionJson answerOrRefuse(Caller caller, AuthzenAskJson asked) {
        return switch (AuthzenQuestion.of(asked)) {
            case AuthzenQuestion.Read.Denied(var answer) -> answer;
            case AuthzenQuestion.Read.Asked(var question) -> asked(caller, question);
        };
    }

    /**
     * The answer to one question of several: one that lacks something is denied by itself, because
     * the others may be on the record already (section 7.2.1).
     */
    AuthzenDecisionJson oneOfSeveral(Caller caller, AuthzenAskJson asked) {
        try {
            return answer(caller, asked);
        } catch (CallException.BadBody e) {
            var fault = e.faults().getFirst();
            return AuthzenDecisionJson.fault(
                    400,
                    "question-incomplete",
                    "The field " + fault.field() + " of the question " + fault.detail() + ".",
                    "Put it right in the question, or in the default values of the call.");
        }
    }

    /**
     * The answers to several questions, in their order: each is judged and recorded by itself, and
     * their records are awaited together.
     */
    List<AuthzenDecisionJson> together(Caller caller, List<AuthzenAskJson> asked) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<AuthzenDecisionJson>>();
            for (var one : asked) {
                answers.add(threads.submit(() -> oneOfSeveral(caller, one)));
            }
            return answers.stream().map(AuthzenAnswers::awaited).toList();
        }
    }

    private static AuthzenDecisionJson awaited(Future<AuthzenDecisionJson> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the wait for an answer was broken off", e);
        }
    }

    private AuthzenDecisionJson asked(Caller caller, AuthzenQuestion question) {
        return switch (desk.ask(caller, question.ask())) {
            case DecisionDesk.Answer.OfOneself(var judgement) ->
                    answered(question, judgement, null);
            case DecisionDesk.Answer.OfAnother(var judgement, var event) ->
                    answered(question, judgement, event).ofAnother();
            case DecisionDesk.Answer.OfStranger(var person, var event) ->
                    stranger(DecisionsApi.unknown(question.ask().dataset(), person), event);
        };
    }

    private AuthzenDecisionJson answered(
            AuthzenQuestion question, Judgement judgement, @Nullable EventId event) {
        var answer = json(judgement, question.columns(), event);
        return question.basis() && judgement instanceof Judgement.Allowed allowed
                ? answer.by(BasisJson.of(desk.basis(question.ask(), allowed)))
                : answer;
    }

    static AuthzenDecisionJson json(
            Judgement judgement, ColumnScope wanted, @Nullable EventId event) {
        String recorded = event == null ? null : event.toString();
        return switch (judgement) {
            case Judgement.Refused refused ->
                    new AuthzenDecisionJson(
                            false,
                            new AuthzenDecisionJson.ContextJson(
                                    ReasonJson.of(refused.missing()),
                                    refused.next(),
                                    null,
                                    null,
                                    null,
                                    recorded,
                                    null));
            case Judgement.Allowed allowed -> {
                boolean whole = allows(allowed, wanted);
                var permit = allowed.permit();
                var grant = allowed.grant();
                yield new AuthzenDecisionJson(
                        whole,
                        new AuthzenDecisionJson.ContextJson(
                                whole
                                        ? ReasonJson.of(allowed.because())
                                        : List.of(tooWide(allowed, wanted)),
                                whole
                                        ? "Nothing more is needed."
                                        : "Ask for columns that may be read, in"
                                                + " resource.properties.columns, or have the data"
                                                + " from this platform, which applies what is"
                                                + " agreed.",
                                ColumnsJson.of(allowed.columns()),
                                permit == null ? null : permit.agreement().toString(),
                                grant == null ? null : grant.id().toString(),
                                recorded,
                                null));
            }
        };
    }

    private static AuthzenDecisionJson stranger(DecisionJson unknown, EventId event) {
        return new AuthzenDecisionJson(
                false,
                new AuthzenDecisionJson.ContextJson(
                        unknown.missing(),
                        unknown.next(),
                        null,
                        null,
                        null,
                        event.toString(),
                        null));
    }

    /**
     * Whether all of that may be read as it is: a system that enforces a plain yes would mask
     * nothing and hold no row back.
     */
    static boolean allows(Judgement judgement, ColumnScope wanted) {
        return judgement instanceof Judgement.Allowed allowed
                && allowed.columns().covers(wanted)
                && allowed.protection().covers(Protection.NONE, wanted);
    }

    private static ReasonJson tooWide(Judgement.Allowed allowed, ColumnScope wanted) {
        return allowed.columns().covers(wanted)
                ? new ReasonJson(
                        "data-protected",
                        "It may not be read as it is. " + allowed.protection().words())
                : TOO_WIDE;
    }

    private static final ReasonJson TOO_WIDE =
            new ReasonJson(
                    "columns-not-allowed",
                    "Only some of the columns that were asked for may be read.");
}
