package city.datastore.platform.vault;

import city.datastore.access.gate.Pass;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.names.VersionId;
import java.lang.reflect.Constructor;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Passes as the gate makes them; only reflection can, which is the point of a pass. */
final class Passes {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private Passes() {}

    static Pass toRead(VersionId version) {
        return to(Act.READ_CONTENT, new Target.OfVersion(version.dataset(), version.number()));
    }

    static Pass to(Act act, Target target) {
        return to(
                act, target, new Judgement.Allowed(List.of(), ColumnScope.ALL, null, null, "test"));
    }

    static Pass to(Act act, Target target, Judgement.Allowed judgement) {
        var caller =
                new Caller(
                        new PersonId("officer"),
                        "gla.officer",
                        new AgencyCode("gla"),
                        Set.of(Role.OFFICER),
                        false,
                        new RequestId("request-1"));
        try {
            Constructor<Pass> constructor =
                    Pass.class.getDeclaredConstructor(
                            EventId.class, Question.class, Judgement.Allowed.class);
            constructor.setAccessible(true);
            return constructor.newInstance(
                    EventId.at(NOON), Question.of(caller, act, target), judgement);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
