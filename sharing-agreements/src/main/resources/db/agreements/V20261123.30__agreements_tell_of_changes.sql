-- What an agreement permits follows from these tables. Every change of them is told to the feed of facts, when it is committed,
-- so that no node goes on deciding by an agreement as it was.

CREATE FUNCTION agreements.tell_of_change() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog
AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM access.fact_changed('permit', OLD.reference, '');
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM access.fact_changed('permit', NEW.reference, '');
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION agreements.tell_of_everything() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog
AS $$
BEGIN
    PERFORM access.fact_changed('everything', '', '');
    RETURN NULL;
END
$$;

DO $$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['agreement', 'edition', 'party', 'scope', 'signature', 'step'] LOOP
        EXECUTE format('CREATE CONSTRAINT TRIGGER %1$s_is_told_of AFTER INSERT OR UPDATE OR DELETE ON agreements.%1$s
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION agreements.tell_of_change()', kept);
        EXECUTE format('CREATE TRIGGER %1$s_is_emptied AFTER TRUNCATE ON agreements.%1$s
            FOR EACH STATEMENT EXECUTE FUNCTION agreements.tell_of_everything()', kept);
        EXECUTE format('ALTER TABLE agreements.%1$s ENABLE ALWAYS TRIGGER %1$s_is_told_of', kept);
        EXECUTE format('ALTER TABLE agreements.%1$s ENABLE ALWAYS TRIGGER %1$s_is_emptied', kept);
    END LOOP;
END
$$;
