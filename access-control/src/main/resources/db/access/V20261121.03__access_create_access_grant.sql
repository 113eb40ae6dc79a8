-- Rights that owners of data gave, always limited in time. What was given never changes and is never deleted; it can
-- only be revoked, once.
CREATE TABLE access.access_grant (
    id              uuid        PRIMARY KEY,
    revision        bigint      NOT NULL,
    request         uuid        NOT NULL CONSTRAINT access_grant_answers_its_request_once UNIQUE
                                REFERENCES access.access_request (id),
    holder          text        NOT NULL CHECK (length(holder) BETWEEN 1 AND 128),
    holder_name     text        NOT NULL CHECK (length(holder_name) BETWEEN 1 AND 128),
    agency          text        NOT NULL CHECK (length(agency) BETWEEN 1 AND 32),
    dataset         text        NOT NULL CHECK (length(dataset) BETWEEN 3 AND 133),
    owner           text        NOT NULL,
    agreement       text        NOT NULL CHECK (length(agreement) BETWEEN 1 AND 15),
    purpose         text        NOT NULL CHECK (length(purpose) BETWEEN 1 AND 64),
    actions         text[]      NOT NULL CHECK (cardinality(actions) BETWEEN 1 AND 20),
    -- null is every column, also those that later versions add
    columns         text[]      CHECK (cardinality(columns) BETWEEN 1 AND 2000),
    from_at         timestamptz NOT NULL,
    until_at        timestamptz NOT NULL,
    granted_by      text        NOT NULL,
    granted_by_name text        NOT NULL,
    granted_at      timestamptz NOT NULL,
    revoked_by      text,
    revoked_by_name text,
    revoked_at      timestamptz,
    revoked_reason  text        CHECK (length(revoked_reason) BETWEEN 1 AND 2000),
    CONSTRAINT access_grant_owner_is_of_its_dataset CHECK (owner = split_part(dataset, '/', 1)),
    CONSTRAINT access_grant_ends_after_it_starts CHECK (until_at > from_at),
    CONSTRAINT access_grant_is_not_given_to_oneself CHECK (granted_by <> holder),
    CONSTRAINT access_grant_is_revoked_by_somebody_for_a_reason
        CHECK (num_nulls(revoked_by, revoked_by_name, revoked_at, revoked_reason) IN (0, 4))
);

CREATE INDEX access_grant_by_holder ON access.access_grant (holder, dataset);
CREATE INDEX access_grant_by_owner ON access.access_grant (owner, id DESC);
CREATE INDEX access_grant_by_agency ON access.access_grant (agency, id DESC);
CREATE INDEX access_grant_by_agreement ON access.access_grant (agreement, id DESC);

GRANT SELECT, INSERT ON access.access_grant TO datastore_app;
GRANT UPDATE (revision, revoked_by, revoked_by_name, revoked_at, revoked_reason)
    ON access.access_grant TO datastore_app;

-- A revocation is final, whoever asks.
CREATE FUNCTION access.refuse_unrevoking() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $$
BEGIN
    RAISE EXCEPTION 'grant % has been revoked, and that is final', OLD.id USING ERRCODE = 'check_violation';
END
$$;

CREATE TRIGGER access_grant_revocation_is_final BEFORE UPDATE ON access.access_grant
    FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL) EXECUTE FUNCTION access.refuse_unrevoking();
