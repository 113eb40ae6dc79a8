-- An event may say any time that the record holds. The first minute of those has no day in London, and stopped the counting for
-- ever: what is dated before 1970 is counted under its first day (CountedTime does the same for the other counts).
-- Adds the decisions among the events after the one, up to the other.
CREATE OR REPLACE FUNCTION audit.count_decisions(after bigint, up_to bigint) RETURNS void
    LANGUAGE sql
    SET search_path = pg_catalog
AS $$
    INSERT INTO audit.activity (kind, name, day, owner, allowed, refused)
    SELECT kind, name, (greatest(at, 'epoch') AT TIME ZONE 'Europe/London')::date AS day, owner,
        count(*) FILTER (WHERE outcome = 'allowed'), count(*) FILTER (WHERE outcome = 'refused')
    FROM audit.event CROSS JOIN LATERAL (VALUES
        ('everybody', '', ''),
        ('agency', owner_agency, ''),
        ('agency', CASE WHEN actor_agency IS DISTINCT FROM owner_agency THEN actor_agency END, ''),
        ('owner', owner_agency, ''),
        ('dataset', dataset, ''),
        ('actor', actor, coalesce(owner_agency, '')),
        ('username', CASE WHEN username <> actor THEN username END, '')) AS counted (kind, name, owner)
    WHERE sequence > after AND sequence <= up_to AND outcome IN ('allowed', 'refused') AND name IS NOT NULL
    GROUP BY kind, name, day, owner
    ORDER BY kind, name, day, owner
    ON CONFLICT (kind, name, day, owner) DO UPDATE
        SET allowed = activity.allowed + excluded.allowed, refused = activity.refused + excluded.refused
$$;
