package city.datastore.platform.api;

import city.datastore.audit.event.Actor;
import city.datastore.audit.trail.StoredEvent;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of the record; what does not apply is null, and no columns means all or none named.
 *
 * @param canonical the exact bytes that were recorded, as text
 * @param salt hexadecimal; with the canonical bytes it gives the entry of the public log
 */
record EventJson(
        String id,
        Instant at,
        ActorJson actor,
        String action,
        String outcome,
        List<ReasonJson> reasons,
        @Nullable String dataset,
        @Nullable Integer datasetVersion,
        @Nullable String agreement,
        @Nullable Integer agreementVersion,
        @Nullable String purpose,
        List<String> columns,
        @Nullable Long bytes,
        @Nullable String accessRequest,
        @Nullable String grant,
        String requestId,
        long sequence,
        String canonical,
        String salt) {

    /** Who acted. */
    record ActorJson(String id, String username, @Nullable String agency, List<String> roles) {
        static ActorJson of(Actor actor) {
            return new ActorJson(
                    actor.person().value(),
                    actor.username(),
                    text(actor.agency()),
                    List.copyOf(actor.roles()));
        }
    }

    static EventJson of(StoredEvent stored) {
        var event = stored.event();
        var about = event.about();
        return new EventJson(
                event.id().toString(),
                event.at(),
                ActorJson.of(event.actor()),
                event.action().name(),
                event.outcome().word(),
                ReasonJson.of(event.outcome().reasons()),
                text(about.dataset()),
                about.datasetVersion(),
                text(about.agreement()),
                about.agreementVersion(),
                text(about.purpose()),
                about.columns(),
                about.bytes(),
                text(about.accessRequest()),
                text(about.grant()),
                event.request().value(),
                stored.sequence(),
                stored.canonical(),
                HexFormat.of().formatHex(stored.salt().bytes()));
    }

    private static @Nullable String text(@Nullable Object name) {
        return name == null ? null : name.toString();
    }
}
