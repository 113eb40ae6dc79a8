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

CREATE TRIGGER event_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.event
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER unreadable_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.unreadable
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER head_is_never_lost BEFORE DELETE OR TRUNCATE ON audit.head
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

-- Even where session_replication_role is set to replica.
ALTER TABLE audit.event ENABLE ALWAYS TRIGGER event_only_grows;
ALTER TABLE audit.unreadable ENABLE ALWAYS TRIGGER unreadable_only_grows;
ALTER TABLE audit.head ENABLE ALWAYS TRIGGER head_is_never_lost;
