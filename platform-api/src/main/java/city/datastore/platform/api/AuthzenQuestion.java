package city.datastore.platform.api;

import city.datastore.access.policy.ColumnScope;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.platform.desk.DecisionDesk;
import org.jspecify.annotations.Nullable;

/**
 * One question of AuthZEN in the project's words, or the answer that it gets without the gate: what
 * the platform has no word for is denied.
 *
 * @param columns those that are wanted
 * @param basis whether a yes is to name what it rests on
 */
record AuthzenQuestion(DecisionDesk.Ask ask, ColumnScope columns, boolean basis) {
    static final String USER = "user";
    static final String DATASET = "dataset";

    /** What reading a question comes to. */
    sealed interface Read {
        /** Something to ask the gate. */
        record Asked(AuthzenQuestion question) implements Read {}

        /** An answer without asking. */
        record Denied(AuthzenDecisionJson answer) implements Read {}
    }

    /**
     * Reads an evaluation.
     *
     * @throws CallException.BadBody when it lacks what the standard requires
     */
    static Read of(AuthzenAskJson asked) {
        var subject = entity("subject", asked.subject());
        var resource = entity("resource", asked.resource());
        String subjectId = id("subject", subject);
        String resourceId = id("resource", resource);
        String action = action(asked);
        if (!USER.equals(subject.type())) {
            return denied("subject-type-unknown", "There are no subjects of that type here.");
        }
        if (!DATASET.equals(resource.type())) {
            return denied("resource-type-unknown", "There are no resources of that type here.");
        }
        if (!PermittedAction.READ.value().equals(action)) {
            return denied("action-unknown", "The platform decides on the action read alone.");
        }
        var context = asked.context();
        try {
            return new Read.Asked(
                    new AuthzenQuestion(
                            new DecisionDesk.Ask(
                                    DatasetId.parse(resourceId),
                                    agreement(context),
                                    purpose(context),
                                    new PersonId(subjectId)),
                            columns(resource),
                            context != null && Boolean.TRUE.equals(context.basis())));
        } catch (NameException e) {
            return denied("name-unknown", e.getMessage() + ".");
        }
    }

    static AuthzenAskJson.EntityJson entity(
            String field, AuthzenAskJson.@Nullable EntityJson entity) {
        if (entity == null) {
            throw AuthzenAskJson.bad(field, "is missing");
        }
        if (entity.type() == null || entity.type().isEmpty()) {
            throw AuthzenAskJson.bad(field + ".type", "is missing");
        }
        return entity;
    }

    static String id(String field, AuthzenAskJson.EntityJson entity) {
        if (entity.id() == null || entity.id().isEmpty()) {
            throw AuthzenAskJson.bad(field + ".id", "is missing");
        }
        return entity.id();
    }

    static String action(AuthzenAskJson asked) {
        var action = asked.action();
        if (action == null || action.name() == null || action.name().isEmpty()) {
            throw AuthzenAskJson.bad("action.name", "is missing");
        }
        return action.name();
    }

    /**
     * @throws NameException where it is no reference of an agreement
     */
    static @Nullable AgreementRef agreement(AuthzenAskJson.@Nullable ContextJson context) {
        return context == null || context.agreement() == null
                ? null
                : new AgreementRef(context.agreement());
    }

    /**
     * @throws NameException where it is no code of a purpose
     */
    static @Nullable PurposeCode purpose(AuthzenAskJson.@Nullable ContextJson context) {
        return context == null || context.purpose() == null
                ? null
                : new PurposeCode(context.purpose());
    }

    static ColumnScope columns(AuthzenAskJson.EntityJson resource) {
        var properties = resource.properties();
        if (properties == null || properties.columns() == null) {
            return ColumnScope.ALL;
        }
        var fields = new Fields();
        var read = ColumnsJson.read(fields, "resource.properties.columns", properties.columns());
        try {
            fields.check();
        } catch (CallException.BadFields e) {
            throw AuthzenAskJson.bad(e.faults().getFirst().field(), e.faults().getFirst().detail());
        }
        return read.get();
    }

    private static Read denied(String code, String text) {
        return new Read.Denied(
                AuthzenDecisionJson.no(
                        code,
                        text,
                        "Ask whether a subject of the type user may do read to a resource of the type"
                                + " dataset, such as brent/council-spend."));
    }
}
