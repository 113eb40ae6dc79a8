package city.datastore.audit.event;

import city.datastore.audit.names.EventId;

/** A result together with the audit event that records how it came about. */
public record Recorded<T>(T value, EventId event) {}
