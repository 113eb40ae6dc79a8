-- Where a search path does not name it, the temporary schema of whoever calls is searched first for tables and types: every
-- function whose names are looked up when it runs says that it comes last, also those that only functions of the owner call.
DO $$
DECLARE
    open regprocedure;
BEGIN
    FOR open IN SELECT oid FROM pg_proc
            WHERE pronamespace = 'access'::regnamespace AND 'search_path=pg_catalog' = ANY (proconfig) LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, pg_temp', open);
    END LOOP;
END
$$;
