-- A release names the decision that allowed it (docs/audit-events.md), so that how a reading ended is looked up by that and by
-- nothing that whoever reads can choose. Strings in canonical JSON have no bare quotes, so these bytes can only be that name.
CREATE FUNCTION audit.decision_in(canonical bytea) RETURNS text
    LANGUAGE sql
    IMMUTABLE
    PARALLEL SAFE
RETURN CASE WHEN position('"decision":"'::bytea IN canonical) > 0 THEN
    encode(substring(canonical FROM position('"decision":"'::bytea IN canonical) + 12 FOR 36), 'escape') END;

REVOKE ALL ON FUNCTION audit.decision_in(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.decision_in(bytea) TO datastore_audit;

CREATE INDEX event_by_decision ON audit.event (audit.decision_in(canonical)) WHERE action = 'dataset.release';
