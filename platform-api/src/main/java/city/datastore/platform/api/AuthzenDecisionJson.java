package city.datastore.platform.api;

import city.datastore.audit.names.EventId;
import city.datastore.platform.desk.OfAnother;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one question (AuthZEN Authorization API 1.0, section 5.5).
 *
 * @param decision whether all that was asked for may be read; anything in doubt is false
 */
record AuthzenDecisionJson(boolean decision, ContextJson context) {

    /**
     * Why, and what to do.
     *
     * @param columns the columns that may be read, {@code "all"} or a list; absent where none may
     * @param basis what a yes rests on, where that was asked for
     * @param auditEvent the event of the question, where it was about somebody else, also where
     *     that was refused
     * @param error absent where the question could be asked
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ContextJson(
            List<ReasonJson> reasons,
            String next,
            @Nullable Object columns,
            @Nullable String agreement,
            @Nullable String grant,
            @Nullable BasisJson basis,
            @Nullable String auditEvent,
            @Nullable ErrorJson error) {
        ContextJson(
                List<ReasonJson> reasons,
                String next,
                @Nullable Object columns,
                @Nullable String agreement,
                @Nullable String grant,
                @Nullable String auditEvent,
                @Nullable ErrorJson error) {
            this(reasons, next, columns, agreement, grant, null, auditEvent, error);
        }
    }

    /** Why a question could not be asked. */
    record ErrorJson(int status, String message) {}

    /** The same with what it rests on. */
    AuthzenDecisionJson by(BasisJson basis) {
        return new AuthzenDecisionJson(
                decision,
                new ContextJson(
                        context.reasons(),
                        context.next(),
                        context.columns(),
                        context.agreement(),
                        context.grant(),
                        basis,
                        context.auditEvent(),
                        context.error()));
    }

    /** The same with the event of the question. */
    AuthzenDecisionJson recorded(EventId event) {
        return new AuthzenDecisionJson(
                decision,
                new ContextJson(
                        context.reasons(),
                        context.next(),
                        context.columns(),
                        context.agreement(),
                        context.grant(),
                        context.basis(),
                        event.toString(),
                        context.error()));
    }

    /** The same, told to somebody else: "you" is the person whom it is about. */
    AuthzenDecisionJson ofAnother() {
        return new AuthzenDecisionJson(
                decision,
                new ContextJson(
                        context.reasons().stream()
                                .map(reason ->
                                        new ReasonJson(
                                                reason.code(), OfAnother.told(reason.text())))
                                .toList(),
                        OfAnother.told(context.next()),
                        context.columns(),
                        context.agreement(),
                        context.grant(),
                        context.basis(),
                        context.auditEvent(),
                        context.error()));
    }

    /** No, for a reason that the gate did not have to be asked for. */
    static AuthzenDecisionJson no(String code, String text, String next) {
        return new AuthzenDecisionJson(
                false,
                new ContextJson(
                        List.of(new ReasonJson(code, text)), next, null, null, null, null, null));
    }

    /** No, because the question could not be asked. */
    static AuthzenDecisionJson fault(int status, String code, String text, String next) {
        return new AuthzenDecisionJson(
                false,
                new ContextJson(
                        List.of(new ReasonJson(code, text)),
                        next,
                        null,
                        null,
                        null,
                        null,
                        new ErrorJson(status, text)));
    }
}
