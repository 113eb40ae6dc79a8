-- Months back from an instant depend on a time zone, which was that of whoever called: the platform's own. In London a body went
-- up to an hour before its term was over in UTC, by which months end and the check of the log reckons, or as much too late.
ALTER FUNCTION audit.retention_in_force() SET timezone = 'UTC';
ALTER FUNCTION audit.old_partitions() SET timezone = 'UTC';
ALTER FUNCTION audit.past_term(text) SET timezone = 'UTC';
