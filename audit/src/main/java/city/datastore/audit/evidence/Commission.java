package city.datastore.audit.evidence;

import city.datastore.audit.event.Actor;
import city.datastore.audit.names.EventId;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.audit.trail.TrailScope;
import java.time.Instant;

/**
 * Who asked for an evidence pack, and for what.
 *
 * @param scope how much of the record they may see
 * @param event the event that records that they asked
 */
public record Commission(
        Actor madeFor, TrailScope scope, TrailQuery search, EventId event, Instant madeAt) {}
