-- Home pages ask, and so does the limit on how many one person can have running; without this the whole table is read. It holds few rows, so that
-- whoever opens one waits a moment at most.
CREATE INDEX emergency_access_of_holder ON access.emergency_access (holder, until_at) WHERE ended_at IS NULL;
