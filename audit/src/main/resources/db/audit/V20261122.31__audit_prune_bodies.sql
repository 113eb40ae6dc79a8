-- The only way in which the body of an event leaves the record. Whoever may call these functions cannot choose what goes:
-- age, holds and the announcement in the log are looked at here.

-- What time it is for these functions; a function of its own, so that a test can be in another year. Nobody but the
-- owner can replace it.
CREATE FUNCTION audit.retention_now() RETURNS timestamptz
    LANGUAGE sql
    STABLE
    SET search_path = pg_catalog
AS $$ SELECT now() $$;

-- The term in force: the longest of those that counted within the last thirty days. So a shorter one
-- waits, and who has to keep something can see it coming and set a hold.
CREATE FUNCTION audit.retention_in_force() RETURNS interval
    LANGUAGE sql
    STABLE
    SECURITY DEFINER
    SET search_path = pg_catalog
AS $$
    SELECT max(kept) FROM
        (SELECT kept, lead(set_at) OVER (ORDER BY number) AS replaced_at FROM audit.retention) AS term
    WHERE replaced_at IS NULL OR replaced_at > audit.retention_now() - interval '30 days'
$$;

-- The partitions that can hold bodies past their term: months that ended before it, and the one for other times.
CREATE FUNCTION audit.old_partitions() RETURNS SETOF text
    LANGUAGE sql
    STABLE
    SECURITY DEFINER
    SET search_path = pg_catalog
AS $$
    SELECT name FROM (
        SELECT child.relname::text AS name, pg_get_expr(child.relpartbound, child.oid) AS bounds
        FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
        WHERE inhparent = 'audit.event'::regclass) AS part
    WHERE bounds = 'DEFAULT'
        OR substring(bounds FROM 'TO \(''([^'']+)''\)')::timestamptz
            <= audit.retention_now() - audit.retention_in_force()
    ORDER BY name
$$;

-- The leaves whose bodies in this partition are past their term and under no hold, as ranges.
CREATE FUNCTION audit.past_term(part text) RETURNS TABLE (first_index bigint, last_index bigint)
    LANGUAGE plpgsql
    STABLE
    SECURITY DEFINER
    SET search_path = pg_catalog
AS $$
BEGIN
    IF part NOT IN (SELECT audit.old_partitions()) THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE format($going$
        SELECT min(sequence) - 1, max(sequence) - 1 FROM (
            SELECT sequence, sequence - row_number() OVER (ORDER BY sequence) AS island
            FROM audit.%I AS event
            WHERE GREATEST(at, stored_at) <= $1 AND NOT EXISTS (
                SELECT FROM audit.hold_in_force AS hold
                WHERE (hold.agency IS NULL
                        OR hold.agency = event.owner_agency OR hold.agency = event.actor_agency)
                    AND CASE hold.kind
                        WHEN 'dataset' THEN hold.value = event.dataset
                        WHEN 'person' THEN hold.value = event.actor OR hold.value = event.username
                        WHEN 'agreement' THEN hold.value = event.agreement
                        WHEN 'agency' THEN hold.value = event.owner_agency OR hold.value = event.actor_agency
                    END)) AS going
        GROUP BY island ORDER BY 1 $going$, part)
        USING audit.retention_now() - audit.retention_in_force();
END
$$;

-- What would go now, and what stays in those partitions. The digest is that of the ranges, one a line.
CREATE FUNCTION audit.prunable() RETURNS TABLE
        (part text, bodies bigint, staying bigint, first_index bigint, last_index bigint, digest text)
    LANGUAGE plpgsql
    STABLE
    SECURITY DEFINER
    SET search_path = pg_catalog
AS $$
BEGIN
    FOR part IN SELECT audit.old_partitions() LOOP
        SELECT sum(going.last_index - going.first_index + 1), min(going.first_index), max(going.last_index),
            encode(sha256(convert_to(string_agg(going.first_index || '-' || going.last_index, E'\n'
                ORDER BY going.first_index), 'UTF8')), 'hex')
        INTO bodies, first_index, last_index, digest
        FROM audit.past_term(part) AS going;
        EXECUTE format('SELECT count(*) FROM audit.%I', part) INTO staying;
        bodies := coalesce(bodies, 0);
        staying := staying - bodies;
        IF bodies > 0 OR staying > 0 THEN
            RETURN NEXT;
        END IF;
    END LOOP;
END
$$;

-- Deletes what is past its term in one partition: what stays moves to the partition for other times, and the old
-- one is dropped as a whole. An event in the log has to have announced exactly this before.
CREATE FUNCTION audit.prune(wanted text, announced_by uuid) RETURNS bigint
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog
    SET lock_timeout = '3s'
AS $$
DECLARE
    plan    record;
    said    jsonb;
    act     bigint;
    columns text;
    going   text := 'event_going';
BEGIN
    -- Another isolation would look at the holds as they were when the transaction began.
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'bodies are deleted in a transaction that is read committed and no other'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    LOCK TABLE audit.hold, audit.hold_lifting, audit.pruning IN SHARE ROW EXCLUSIVE MODE;
    IF wanted NOT IN (SELECT audit.old_partitions()) THEN
        RAISE EXCEPTION 'nothing in % is past its term', wanted USING ERRCODE = 'insufficient_privilege';
    END IF;
    EXECUTE format('LOCK TABLE audit.%I IN SHARE MODE', wanted);
    SELECT * INTO plan FROM audit.prunable() AS each WHERE each.part = wanted AND each.bodies > 0;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'nothing in % is past its term and under no hold', wanted
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT convert_from(event.canonical, 'UTF8')::jsonb -> 'unmapped' INTO said
        FROM audit.leaf JOIN audit.event ON event.sequence = leaf.leaf_index + 1 AND event.at = leaf.event_at
        WHERE leaf.event_id = announced_by AND event.action = 'retention.prune' AND event.outcome = 'allowed';
    IF said IS NULL
        OR said -> 'details' ->> 'partition' IS DISTINCT FROM wanted
        OR said -> 'details' ->> 'bodies' IS DISTINCT FROM plan.bodies::text
        OR said -> 'details' ->> 'digest' IS DISTINCT FROM plan.digest THEN
        RAISE EXCEPTION 'what would go from % is not what an event in the log announced', wanted
            USING ERRCODE = 'insufficient_privilege';
    END IF;

    INSERT INTO audit.pruning (partition_name, pruned_at, kept, bodies, stayed, announcement)
        VALUES (wanted, audit.retention_now(), audit.retention_in_force(), plan.bodies, plan.staying, announced_by)
        RETURNING number INTO act;
    INSERT INTO audit.pruned (first_index, last_index, pruning)
        SELECT gone.first_index, gone.last_index, act FROM audit.past_term(wanted) AS gone;

    EXECUTE format('ALTER TABLE audit.event DETACH PARTITION audit.%I', wanted);
    EXECUTE format('ALTER TABLE audit.%I RENAME TO %I', wanted, going);
    IF to_regclass('audit.event_at_other_times') IS NULL THEN
        CREATE TABLE audit.event_at_other_times PARTITION OF audit.event DEFAULT;
        PERFORM audit.let_only_grow('event_at_other_times');
    END IF;
    IF plan.staying > 0 THEN
        SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO columns FROM pg_attribute
            WHERE attrelid = 'audit.event'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
        EXECUTE format('INSERT INTO audit.event (%s) SELECT %s FROM audit.%I AS event'
            || ' WHERE NOT EXISTS (SELECT FROM audit.pruned AS gone WHERE gone.pruning = $1'
            || ' AND event.sequence - 1 BETWEEN gone.first_index AND gone.last_index)', columns, columns, going)
            USING act;
    END IF;
    EXECUTE format('DROP TABLE audit.%I', going);
    RETURN plan.bodies;
END
$$;

REVOKE ALL ON FUNCTION audit.retention_now(), audit.retention_in_force(), audit.old_partitions(),
    audit.past_term(text), audit.prunable(), audit.prune(text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.retention_now(), audit.retention_in_force(), audit.prunable(),
    audit.prune(text, uuid) TO datastore_audit;
