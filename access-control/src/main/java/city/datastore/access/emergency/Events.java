package city.datastore.access.emergency;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.EventId;
import java.time.Instant;

/** Makes the events of what was done here. */
final class Events {
    private Events() {}

    static AuditEvent done(Caller caller, Act act, About about, Instant now) {
        return new AuditEvent(
                EventId.at(now),
                now,
                caller.actor(),
                act.action(),
                about,
                new Outcome.Done(),
                caller.request());
    }

    /** As much of a text as a detail of an event holds. */
    static String cut(String text) {
        return text.length() <= About.MAX_DETAIL
                ? text
                : text.substring(0, About.MAX_DETAIL - 1) + "…";
    }
}
