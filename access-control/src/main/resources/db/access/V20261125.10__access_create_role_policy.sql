-- Which roles owners of data let read it, of those that the rules let read anyway. A version that was set never changes and is
-- never deleted; it can only be ended, once, by itself or as the next one takes its place. A row that cannot be understood
-- lets nobody read; so does, for one way of reading, a row that names no role for it.
CREATE TABLE access.role_policy (
    id            uuid        PRIMARY KEY,
    owner         text        NOT NULL CHECK (length(owner) <= 32 AND owner ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'),
    -- null is every dataset of the owner
    dataset       text        CHECK (length(dataset) BETWEEN 3 AND 133),
    version       int         NOT NULL CHECK (version > 0),
    -- such as 'read-under-agreement=officer': the rule that allows, and a role of which one suffices
    roles         text[]      NOT NULL CHECK (cardinality(roles) <= 64),
    reason        text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    set_by        text        NOT NULL,
    set_by_name   text        NOT NULL,
    set_at        timestamptz NOT NULL,
    ended_by      text,
    ended_by_name text,
    ended_at      timestamptz,
    ended_reason  text        CHECK (length(ended_reason) BETWEEN 1 AND 2000),
    CONSTRAINT role_policy_owner_is_of_its_dataset CHECK (owner = split_part(dataset, '/', 1)),
    CONSTRAINT role_policy_is_ended_by_somebody_for_a_reason
        CHECK (num_nulls(ended_by, ended_by_name, ended_at, ended_reason) IN (0, 4))
);

-- One is in force at a time, for a dataset and for every dataset of an owner; what the gate looks for at each reading.
CREATE UNIQUE INDEX role_policy_in_force ON access.role_policy (owner, coalesce(dataset, '')) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX role_policy_versions ON access.role_policy (owner, coalesce(dataset, ''), version);
CREATE INDEX role_policy_by_owner ON access.role_policy (owner, id DESC);

GRANT SELECT, INSERT ON access.role_policy TO datastore_app;
GRANT UPDATE (ended_by, ended_by_name, ended_at, ended_reason) ON access.role_policy TO datastore_app;

CREATE FUNCTION access.refuse_changing_an_ended_role_policy() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $$
BEGIN
    RAISE EXCEPTION 'role policy % has been ended, and that is final', OLD.id USING ERRCODE = 'check_violation';
END
$$;

CREATE TRIGGER role_policy_ending_is_final BEFORE UPDATE ON access.role_policy
    FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION access.refuse_changing_an_ended_role_policy();

-- The feed of facts tells of them. A node that does not know this kind of change cannot follow, and decides from the database.
CREATE FUNCTION access.tell_of_role_policy() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog
AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM access.fact_changed('role-policies', OLD.owner, '');
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM access.fact_changed('role-policies', NEW.owner, '');
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER role_policy_is_told_of AFTER INSERT OR UPDATE OR DELETE ON access.role_policy
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access.tell_of_role_policy();
CREATE TRIGGER role_policy_is_emptied AFTER TRUNCATE ON access.role_policy
    FOR EACH STATEMENT EXECUTE FUNCTION access.tell_of_everything();

-- Also where changes are replayed rather than made.
ALTER TABLE access.role_policy ENABLE ALWAYS TRIGGER role_policy_is_told_of;
ALTER TABLE access.role_policy ENABLE ALWAYS TRIGGER role_policy_is_emptied;
