-- A search for several conditions at once goes from month to month (docs/decisions/text-is-looked-for.md), so whoever may
-- read the record may read each partition of it by its own name.
CREATE OR REPLACE FUNCTION audit.let_only_grow(name text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.%I'
        || ' FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()', name);
    EXECUTE format('ALTER TABLE audit.%I ENABLE ALWAYS TRIGGER only_grows', name);
    IF EXISTS (SELECT FROM pg_inherits WHERE inhparent = 'audit.event'::regclass
            AND inhrelid = format('audit.%I', name)::regclass) THEN
        EXECUTE format('GRANT SELECT ON audit.%I TO datastore_audit', name);
    END IF;
END
$$;

DO $$
DECLARE
    part text;
BEGIN
    FOR part IN SELECT relname FROM pg_inherits JOIN pg_class ON oid = inhrelid
            WHERE inhparent = 'audit.event'::regclass LOOP
        EXECUTE format('GRANT SELECT ON audit.%I TO datastore_audit', part);
    END LOOP;
END
$$;
