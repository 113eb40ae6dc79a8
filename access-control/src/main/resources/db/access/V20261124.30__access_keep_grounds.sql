-- What decisions rested on, by month and digest. A row is what its digest says, or nothing; it is never changed, and goes
-- with the bodies of the events of its month.
CREATE TABLE access.decision_part (
    month  date  NOT NULL CHECK (month = date_trunc('month', month)::date),
    digest bytea NOT NULL CHECK (length(digest) = 32 AND digest = sha256(body)),
    body   bytea NOT NULL CHECK (length(body) BETWEEN 2 AND 16777216),
    PRIMARY KEY (month, digest)
);

GRANT SELECT, INSERT ON access.decision_part TO datastore_app;

-- Whoever may call it cannot choose what goes: months that ended before the term for which bodies of events are kept, unless
-- a body of that month is still there because of a hold.
CREATE FUNCTION access.let_go_of_grounds() RETURNS bigint
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog
AS $$
DECLARE
    gone bigint;
BEGIN
    DELETE FROM access.decision_part WHERE month IN (
        SELECT kept.month FROM (SELECT DISTINCT part.month FROM access.decision_part AS part) AS kept
        WHERE kept.month + interval '1 month' <= audit.retention_now() - audit.retention_in_force()
            AND NOT EXISTS (SELECT FROM audit.event
                WHERE at >= kept.month::timestamp AT TIME ZONE 'UTC'
                    AND at < (kept.month + interval '1 month')::timestamp AT TIME ZONE 'UTC'));
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END
$$;

REVOKE ALL ON FUNCTION access.let_go_of_grounds() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.let_go_of_grounds() TO datastore_app;
