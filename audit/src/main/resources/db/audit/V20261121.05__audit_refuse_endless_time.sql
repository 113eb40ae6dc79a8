-- The driver turns instants that PostgreSQL cannot hold into infinity; such an event is set aside as unreadable.
ALTER TABLE audit.event ADD CONSTRAINT event_time_is_finite CHECK (isfinite(at));
