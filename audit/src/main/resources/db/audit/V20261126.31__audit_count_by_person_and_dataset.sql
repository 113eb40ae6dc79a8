-- Decisions by day of London for whatever a chart is often asked of, so that none of these has to count events: everybody
-- (without a name), an agency (once for an event that concerns its data, its staff or both), the owner of the data, a
-- dataset, the actor, and the actor's user name where that is another text than the id. Kept by the follower of the record,
-- in the transaction that moves audit.alert_progress; what lies beyond is counted from the events.
DROP TABLE audit.activity;
CREATE TABLE audit.activity (
    kind    text   NOT NULL CHECK (kind IN ('everybody', 'agency', 'owner', 'dataset', 'actor', 'username')),
    name    text   NOT NULL,
    day     date   NOT NULL,
    allowed bigint NOT NULL CHECK (allowed >= 0),
    refused bigint NOT NULL CHECK (refused >= 0),
    CONSTRAINT activity_is_some CHECK (allowed + refused > 0),
    PRIMARY KEY (kind, name, day)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON audit.activity TO datastore_audit;

-- Adds the decisions among the events after the one, up to the other.
CREATE FUNCTION audit.count_decisions(after bigint, up_to bigint) RETURNS void
    LANGUAGE sql
    SET search_path = pg_catalog
AS $$
    INSERT INTO audit.activity (kind, name, day, allowed, refused)
    SELECT kind, name, (at AT TIME ZONE 'Europe/London')::date AS day,
        count(*) FILTER (WHERE outcome = 'allowed'), count(*) FILTER (WHERE outcome = 'refused')
    FROM audit.event CROSS JOIN LATERAL (VALUES
        ('everybody', ''),
        ('agency', owner_agency),
        ('agency', CASE WHEN actor_agency IS DISTINCT FROM owner_agency THEN actor_agency END),
        ('owner', owner_agency),
        ('dataset', dataset),
        ('actor', actor),
        ('username', CASE WHEN username <> actor THEN username END)) AS counted (kind, name)
    WHERE sequence > after AND sequence <= up_to AND outcome IN ('allowed', 'refused') AND name IS NOT NULL
    GROUP BY kind, name, day
    ORDER BY kind, name, day
    ON CONFLICT (kind, name, day) DO UPDATE
        SET allowed = activity.allowed + excluded.allowed, refused = activity.refused + excluded.refused
$$;
REVOKE ALL ON FUNCTION audit.count_decisions(bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.count_decisions(bigint, bigint) TO datastore_audit;

-- As far as the follower has come, so many at a time that little is sorted at once.
DO $$
DECLARE
    covered bigint := (SELECT sequence FROM audit.alert_progress);
BEGIN
    FOR part IN 0 .. covered / 100000 LOOP
        PERFORM audit.count_decisions(part * 100000, least((part + 1) * 100000, covered));
    END LOOP;
END
$$;
