-- One clock that is wrong by a term would delete everything: the time at which the log announced a deletion is that of the
-- platform's clock, and has to agree with the database's own.
ALTER FUNCTION audit.prune(text, uuid) RENAME TO prune_as_announced;
REVOKE EXECUTE ON FUNCTION audit.prune_as_announced(text, uuid) FROM datastore_audit;

CREATE FUNCTION audit.prune(wanted text, announced_by uuid) RETURNS bigint
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog
    SET lock_timeout = '3s'
AS $$
DECLARE
    own       timestamptz := audit.retention_now();
    announced timestamptz;
BEGIN
    SELECT event.at INTO announced
        FROM audit.leaf JOIN audit.event ON event.sequence = leaf.leaf_index + 1 AND event.at = leaf.event_at
        WHERE leaf.event_id = announced_by;
    IF announced IS NULL OR announced NOT BETWEEN own - interval '2 days' AND own + interval '2 days' THEN
        RAISE EXCEPTION 'the database''s clock says %, and no event in the log announced this within two days of it', own
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN audit.prune_as_announced(wanted, announced_by);
END
$$;
REVOKE ALL ON FUNCTION audit.prune(text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.prune(text, uuid) TO datastore_audit;
