-- What decisions rest on, in the order in which it changed. Nodes keep an index of it in memory and follow this feed; they
-- decide from the index only while they know that they have followed it closely enough. Triggers write it, so neither SQL by
-- hand nor code of the future can forget to.

-- How far the feed is: one row. Whoever changes facts raises it last, when they commit, and holds it until they have
-- committed: the order of the numbers is the order of the commits, without gaps.
CREATE TABLE access.fact_head (
    one     boolean PRIMARY KEY DEFAULT true CHECK (one),
    seq     bigint  NOT NULL,
    -- drawn for each number: after a restore or a failover the same number may stand for something else
    stamp   uuid    NOT NULL,
    made_in xid8    NOT NULL
);

CREATE TABLE access.fact_change (
    seq   bigint NOT NULL,
    -- 'permit' of an agreement, 'grants' of a person on a dataset, 'prohibitions' of an owner, or 'everything'
    kind  text   NOT NULL CHECK (kind IN ('permit', 'grants', 'prohibitions', 'everything')),
    key   text   NOT NULL,
    on_what text NOT NULL,
    stamp uuid   NOT NULL,
    PRIMARY KEY (seq, kind, key, on_what)
);
COMMENT ON TABLE access.fact_change IS
    'Which facts changed in each commit, not how: whoever follows reads them again';

-- Who follows the feed, and how far they are. A row is only deleted after it has been "ending" for longer than a lease.
CREATE TABLE access.fact_node (
    id      uuid    PRIMARY KEY,
    applied bigint  NOT NULL,
    beat    bigint  NOT NULL DEFAULT 0,
    ending  boolean NOT NULL DEFAULT false
);

INSERT INTO access.fact_head (seq, stamp, made_in) VALUES (1, gen_random_uuid(), pg_current_xact_id());
INSERT INTO access.fact_change (seq, kind, key, on_what, stamp)
    SELECT seq, 'everything', '', '', stamp FROM access.fact_head;

GRANT SELECT ON access.fact_head, access.fact_change TO datastore_app;
GRANT SELECT, INSERT, DELETE ON access.fact_node TO datastore_app;
GRANT UPDATE (applied, beat, ending) ON access.fact_node TO datastore_app;

-- Called when the transaction commits; the first call in it takes the number.
CREATE FUNCTION access.fact_changed(what text, named text, on_which text) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog
AS $$
DECLARE
    place bigint;
    mark  uuid;
BEGIN
    SELECT h.seq, h.stamp INTO place, mark FROM access.fact_head h WHERE h.made_in = pg_current_xact_id();
    IF NOT FOUND THEN
        UPDATE access.fact_head h
            SET seq = h.seq + 1, stamp = gen_random_uuid(), made_in = pg_current_xact_id()
            RETURNING h.seq, h.stamp INTO place, mark;
        PERFORM pg_notify('datastore_facts', '');
    END IF;
    INSERT INTO access.fact_change (seq, kind, key, on_what, stamp) VALUES (place, what, named, on_which, mark)
        ON CONFLICT DO NOTHING;
END
$$;
REVOKE ALL ON FUNCTION access.fact_changed(text, text, text) FROM PUBLIC;

-- Keeps the newest; whoever is further behind reads everything anew.
CREATE FUNCTION access.forget_fact_changes(keep bigint) RETURNS void
    LANGUAGE sql
    SECURITY DEFINER
    SET search_path = pg_catalog
BEGIN ATOMIC
    DELETE FROM access.fact_change c USING access.fact_head h WHERE c.seq <= h.seq - greatest(keep, 20000);
END;
REVOKE ALL ON FUNCTION access.forget_fact_changes(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.forget_fact_changes(bigint) TO datastore_app;

CREATE FUNCTION access.tell_of_grant() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog
AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM access.fact_changed('grants', OLD.holder, OLD.dataset);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM access.fact_changed('grants', NEW.holder, NEW.dataset);
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION access.tell_of_prohibition() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog
AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM access.fact_changed('prohibitions', OLD.owner, '');
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM access.fact_changed('prohibitions', NEW.owner, '');
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION access.tell_of_everything() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog
AS $$
BEGIN
    PERFORM access.fact_changed('everything', '', '');
    RETURN NULL;
END
$$;

-- Deferred: the head is held only while the transaction commits, and after every other lock.
CREATE CONSTRAINT TRIGGER access_grant_is_told_of AFTER INSERT OR UPDATE OR DELETE ON access.access_grant
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access.tell_of_grant();
CREATE TRIGGER access_grant_is_emptied AFTER TRUNCATE ON access.access_grant
    FOR EACH STATEMENT EXECUTE FUNCTION access.tell_of_everything();

CREATE CONSTRAINT TRIGGER prohibition_is_told_of AFTER INSERT OR UPDATE OR DELETE ON access.prohibition
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access.tell_of_prohibition();
CREATE TRIGGER prohibition_is_emptied AFTER TRUNCATE ON access.prohibition
    FOR EACH STATEMENT EXECUTE FUNCTION access.tell_of_everything();

-- Also where changes are replayed rather than made.
ALTER TABLE access.access_grant ENABLE ALWAYS TRIGGER access_grant_is_told_of;
ALTER TABLE access.access_grant ENABLE ALWAYS TRIGGER access_grant_is_emptied;
ALTER TABLE access.prohibition ENABLE ALWAYS TRIGGER prohibition_is_told_of;
ALTER TABLE access.prohibition ENABLE ALWAYS TRIGGER prohibition_is_emptied;
