package city.datastore.access.rolepolicies;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.RolePolicy;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.EventId;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How changes of role policies are recorded. */
final class Events {
    private Events() {}

    static AuditEvent of(
            Caller caller, Act act, RolePolicy one, @Nullable RolePolicy replaced, Instant now) {
        var details = new TreeMap<String, String>();
        details.put("policy", one.id().toString());
        details.put("version", Integer.toString(one.version()));
        details.put("roles", bounded(one.roles().words()));
        if (replaced != null) {
            details.put("replaces", replaced.id().toString());
        }
        return new AuditEvent(
                EventId.at(now),
                now,
                caller.actor(),
                act.action(),
                About.NOTHING.withDataset(one.dataset(), null).withDetails(details),
                new Outcome.Done(),
                caller.request());
    }

    private static String bounded(String words) {
        return words.length() <= About.MAX_DETAIL
                ? words
                : words.substring(0, About.MAX_DETAIL - 1) + "…";
    }
}
