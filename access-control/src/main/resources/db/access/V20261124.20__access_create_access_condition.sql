-- On what conditions owners of data let people read it, beyond an agreement and a grant. What was set never changes and is
-- never deleted; it can only be ended, once. A row that cannot be understood is a condition that nobody meets.
CREATE TABLE access.access_condition (
    id            uuid        PRIMARY KEY,
    owner         text        NOT NULL CHECK (length(owner) <= 32 AND owner ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'),
    -- null is every dataset of the owner
    dataset       text        CHECK (length(dataset) BETWEEN 3 AND 133),
    -- 'hours', 'second-factor' or 'networks'
    kind          text        NOT NULL CHECK (length(kind) BETWEEN 1 AND 32),
    -- such as 'mon,fri 08:00-18:00', by the clock on the wall in London
    windows       text[]      NOT NULL DEFAULT '{}' CHECK (cardinality(windows) <= 14),
    -- what people call the network, and its CIDR blocks
    zone          text        CHECK (length(zone) BETWEEN 1 AND 80),
    blocks        text[]      NOT NULL DEFAULT '{}' CHECK (cardinality(blocks) <= 64),
    reason        text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    set_by        text        NOT NULL,
    set_by_name   text        NOT NULL,
    set_at        timestamptz NOT NULL,
    ended_by      text,
    ended_by_name text,
    ended_at      timestamptz,
    ended_reason  text        CHECK (length(ended_reason) BETWEEN 1 AND 2000),
    CONSTRAINT access_condition_owner_is_of_its_dataset CHECK (owner = split_part(dataset, '/', 1)),
    CONSTRAINT access_condition_is_ended_by_somebody_for_a_reason
        CHECK (num_nulls(ended_by, ended_by_name, ended_at, ended_reason) IN (0, 4))
);

-- What the gate looks for at each reading.
CREATE INDEX access_condition_not_ended ON access.access_condition (owner) WHERE ended_at IS NULL;
CREATE INDEX access_condition_by_owner ON access.access_condition (owner, id DESC);

GRANT SELECT, INSERT ON access.access_condition TO datastore_app;
GRANT UPDATE (ended_by, ended_by_name, ended_at, ended_reason) ON access.access_condition TO datastore_app;

CREATE FUNCTION access.refuse_changing_what_was_ended() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $$
BEGIN
    RAISE EXCEPTION 'condition % has been ended, and that is final', OLD.id USING ERRCODE = 'check_violation';
END
$$;

CREATE TRIGGER access_condition_ending_is_final BEFORE UPDATE ON access.access_condition
    FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION access.refuse_changing_what_was_ended();

-- The feed of facts tells of them too. Which kinds there are is what the triggers say: a node that does not know one
-- cannot follow, and decides from the database.
ALTER TABLE access.fact_change
    DROP CONSTRAINT fact_change_kind_check,
    ADD CONSTRAINT fact_change_kind_check CHECK (kind ~ '^[a-z][a-z-]{0,31}$');

CREATE FUNCTION access.tell_of_access_condition() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog
AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM access.fact_changed('conditions', OLD.owner, '');
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM access.fact_changed('conditions', NEW.owner, '');
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER access_condition_is_told_of AFTER INSERT OR UPDATE OR DELETE ON access.access_condition
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access.tell_of_access_condition();
CREATE TRIGGER access_condition_is_emptied AFTER TRUNCATE ON access.access_condition
    FOR EACH STATEMENT EXECUTE FUNCTION access.tell_of_everything();

-- Also where changes are replayed rather than made.
ALTER TABLE access.access_condition ENABLE ALWAYS TRIGGER access_condition_is_told_of;
ALTER TABLE access.access_condition ENABLE ALWAYS TRIGGER access_condition_is_emptied;
