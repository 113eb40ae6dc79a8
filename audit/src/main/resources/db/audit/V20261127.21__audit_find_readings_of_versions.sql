-- Who read a version of a dataset is looked up by the version, so that readings of others, however many, do not stand before
-- it. Strings in canonical JSON have no bare quotes, so these bytes can only be that name.
CREATE FUNCTION audit.version_in(canonical bytea) RETURNS bigint
    LANGUAGE sql
    IMMUTABLE
    PARALLEL SAFE
RETURN CASE WHEN position('"datasetVersion":'::bytea IN canonical) > 0 THEN
    substring(encode(substring(canonical FROM position('"datasetVersion":'::bytea IN canonical) + 17 FOR 10), 'escape')
        FROM '^[0-9]+')::bigint END;

REVOKE ALL ON FUNCTION audit.version_in(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.version_in(bytea) TO datastore_audit;

CREATE INDEX event_by_version ON audit.event (dataset, audit.version_in(canonical), sequence DESC)
    WHERE action = 'dataset.read' AND outcome = 'allowed';
