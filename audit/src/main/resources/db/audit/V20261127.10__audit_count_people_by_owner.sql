-- A lead may see what concerns the data of their agency, and what they did themselves. The counts of persons are kept by the
-- owner of the data as well ('' where an event concerns nobody's), so that such a chart adds up counts in which no event
-- stands twice: all of the owner's, and the person's without that owner's, whatever agency the person belonged to then.
ALTER TABLE audit.activity ADD COLUMN owner text NOT NULL DEFAULT '';
ALTER TABLE audit.activity ALTER COLUMN owner DROP DEFAULT;
DELETE FROM audit.activity WHERE kind = 'actor';
ALTER TABLE audit.activity
    DROP CONSTRAINT activity_pkey,
    ADD PRIMARY KEY (kind, name, day, owner),
    ADD CONSTRAINT activity_by_owner_is_of_a_person CHECK (kind = 'actor' OR owner = '');

-- As far as the follower has come. All other counts stay: those of days whose bodies are gone could not be made again.
INSERT INTO audit.activity (kind, name, day, owner, allowed, refused)
SELECT 'actor', actor, (at AT TIME ZONE 'Europe/London')::date, coalesce(owner_agency, ''),
    count(*) FILTER (WHERE outcome = 'allowed'), count(*) FILTER (WHERE outcome = 'refused')
FROM audit.event
WHERE sequence <= (SELECT sequence FROM audit.alert_progress) AND outcome IN ('allowed', 'refused')
GROUP BY 2, 3, 4
ORDER BY 2, 3, 4;

-- Adds the decisions among the events after the one, up to the other.
CREATE OR REPLACE FUNCTION audit.count_decisions(after bigint, up_to bigint) RETURNS void
    LANGUAGE sql
    SET search_path = pg_catalog
AS $$
    INSERT INTO audit.activity (kind, name, day, owner, allowed, refused)
    SELECT kind, name, (at AT TIME ZONE 'Europe/London')::date AS day, owner,
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
