-- The record only grows. Privileges already keep every role but the owner from changing it; these
-- triggers refuse the owner and superusers too, even when no row would be touched.
CREATE FUNCTION audit.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $$
BEGIN
    RAISE EXCEPTION 'the record only grows: % on %.% is refused', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;

-- A trigger of a whole statement looks only at the table that the statement names, so a partition has its own.
-- ALWAYS: even where session_replication_role is set to replica.
CREATE FUNCTION audit.let_only_grow(name text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.%I'
        || ' FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()', name);
    EXECUTE format('ALTER TABLE audit.%I ENABLE ALWAYS TRIGGER only_grows', name);
END
$$;
REVOKE ALL ON FUNCTION audit.let_only_grow(text) FROM PUBLIC;

SELECT audit.let_only_grow(name)
    FROM unnest(ARRAY['event', 'event_at_other_times', 'unreadable', 'leaf', 'tile']) AS name;

CREATE TRIGGER head_is_never_lost BEFORE DELETE OR TRUNCATE ON audit.head
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
ALTER TABLE audit.head ENABLE ALWAYS TRIGGER head_is_never_lost;

-- Makes the partition of the month that an instant lies in, if it is missing and near; months are those of UTC.
-- Where the default partition already holds events of that month, they stay there, and later ones go there too.
CREATE FUNCTION audit.open_month(instant timestamptz) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog
AS $$
DECLARE
    month timestamp := date_trunc('month', instant AT TIME ZONE 'UTC');
    name  text      := 'event_' || to_char(month, 'YYYY_MM');
BEGIN
    IF to_regclass('audit.' || name) IS NOT NULL
        OR instant NOT BETWEEN now() - interval '40 days' AND now() + interval '40 days' THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE audit.%I PARTITION OF audit.event FOR VALUES FROM (%L) TO (%L)',
        name, month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
    PERFORM audit.let_only_grow(name);
EXCEPTION
    WHEN duplicate_table OR check_violation THEN
        RETURN;
END
$$;
REVOKE ALL ON FUNCTION audit.open_month(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.open_month(timestamptz) TO datastore_audit;
