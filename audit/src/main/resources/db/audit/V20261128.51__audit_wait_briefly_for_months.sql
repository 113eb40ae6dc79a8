-- Making a partition waits for everybody who reads the record, and everybody who comes after waits for it: a backup over the
-- month's turn would hold up the record and its readers. It waits a second; whoever asks tries again later.
DROP FUNCTION audit.open_month(timestamptz);

-- Makes the partition of the month that an instant lies in, if it is missing and near; months are those of UTC.
-- Where the default partition already holds events of that month, they stay there, and later ones go there too.
-- False where somebody holds the record, so that it has to be tried again; true where nothing is left to do.
CREATE FUNCTION audit.open_month(instant timestamptz) RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET lock_timeout = '1s'
AS $$
DECLARE
    month timestamp := date_trunc('month', instant AT TIME ZONE 'UTC');
    name  text      := 'event_' || to_char(month, 'YYYY_MM');
BEGIN
    IF to_regclass('audit.' || name) IS NOT NULL
        OR instant NOT BETWEEN now() - interval '40 days' AND now() + interval '40 days' THEN
        RETURN true;
    END IF;
    EXECUTE format('CREATE TABLE audit.%I PARTITION OF audit.event FOR VALUES FROM (%L) TO (%L)',
        name, month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
    PERFORM audit.let_only_grow(name);
    RETURN true;
EXCEPTION
    WHEN duplicate_table OR check_violation THEN
        RETURN true;
    WHEN lock_not_available THEN
        RETURN false;
END
$$;
REVOKE ALL ON FUNCTION audit.open_month(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.open_month(timestamptz) TO datastore_audit;
