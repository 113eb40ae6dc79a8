-- What owners of data forbid, whatever agreements and grants allow. What was set never changes and is never deleted;
-- it can only be lifted, once.
CREATE TABLE access.prohibition (
    id             uuid        PRIMARY KEY,
    revision       bigint      NOT NULL,
    kind           text        NOT NULL CHECK (kind IN ('bar', 'freeze', 'embargo')),
    owner          text        NOT NULL CHECK (length(owner) BETWEEN 1 AND 32),
    -- null is every dataset of the owner
    dataset        text        CHECK (length(dataset) BETWEEN 3 AND 133),
    -- user name or subject in small letters; null is everybody
    person         text        CHECK (length(person) BETWEEN 1 AND 128 AND person = lower(person)),
    until_at       timestamptz,
    reason         text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    set_by         text        NOT NULL,
    set_by_name    text        NOT NULL,
    set_at         timestamptz NOT NULL,
    lifted_by      text,
    lifted_by_name text,
    lifted_at      timestamptz,
    lifted_reason  text        CHECK (length(lifted_reason) BETWEEN 1 AND 2000),
    CONSTRAINT prohibition_owner_is_of_its_dataset CHECK (owner = split_part(dataset, '/', 1)),
    CONSTRAINT prohibition_of_one_person_is_a_bar CHECK ((kind = 'bar') = (person IS NOT NULL)),
    CONSTRAINT prohibition_on_everything_is_a_bar CHECK (kind = 'bar' OR dataset IS NOT NULL),
    CONSTRAINT prohibition_embargo_ends CHECK (kind <> 'embargo' OR until_at IS NOT NULL),
    CONSTRAINT prohibition_ends_after_it_was_set CHECK (until_at > set_at),
    CONSTRAINT prohibition_is_lifted_by_somebody_for_a_reason
        CHECK (num_nulls(lifted_by, lifted_by_name, lifted_at, lifted_reason) IN (0, 4))
);

-- What the gate looks for at each reading.
CREATE INDEX prohibition_not_lifted ON access.prohibition (owner, dataset) WHERE lifted_at IS NULL;
CREATE INDEX prohibition_by_owner ON access.prohibition (owner, id DESC);

GRANT SELECT, INSERT ON access.prohibition TO datastore_app;
GRANT UPDATE (revision, lifted_by, lifted_by_name, lifted_at, lifted_reason)
    ON access.prohibition TO datastore_app;

CREATE FUNCTION access.refuse_changing_what_was_lifted() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $$
BEGIN
    RAISE EXCEPTION 'prohibition % has been lifted, and that is final', OLD.id USING ERRCODE = 'check_violation';
END
$$;

CREATE TRIGGER prohibition_lifting_is_final BEFORE UPDATE ON access.prohibition
    FOR EACH ROW WHEN (OLD.lifted_at IS NOT NULL) EXECUTE FUNCTION access.refuse_changing_what_was_lifted();
