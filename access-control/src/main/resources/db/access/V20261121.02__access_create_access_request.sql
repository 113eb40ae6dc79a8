-- What officers asked for, and what the owners of the data answered. What was asked never changes: the platform's role
-- may update the answer and nothing else, and nobody deletes.
CREATE TABLE access.access_request (
    id              uuid        PRIMARY KEY,
    revision        bigint      NOT NULL,
    requester       text        NOT NULL CHECK (length(requester) BETWEEN 1 AND 128),
    requester_name  text        NOT NULL CHECK (length(requester_name) BETWEEN 1 AND 128),
    agency          text        NOT NULL CHECK (length(agency) BETWEEN 1 AND 32),
    dataset         text        NOT NULL CHECK (length(dataset) BETWEEN 3 AND 133),
    owner           text        NOT NULL,
    agreement       text        NOT NULL CHECK (length(agreement) BETWEEN 1 AND 15),
    purpose         text        NOT NULL CHECK (length(purpose) BETWEEN 1 AND 64),
    actions         text[]      NOT NULL CHECK (cardinality(actions) BETWEEN 1 AND 20),
    until           timestamptz NOT NULL,
    justification   text        NOT NULL CHECK (length(justification) BETWEEN 1 AND 2000),
    asked_at        timestamptz NOT NULL,
    state           text        NOT NULL CHECK (state IN ('pending', 'granted', 'refused', 'withdrawn')),
    decided_by      text,
    decided_by_name text,
    decided_at      timestamptz,
    answer          text        CHECK (length(answer) <= 2000),
    grant_id        uuid,
    CONSTRAINT access_request_owner_is_of_its_dataset CHECK (owner = split_part(dataset, '/', 1)),
    CONSTRAINT access_request_ends_after_it_was_asked CHECK (until > asked_at),
    CONSTRAINT access_request_is_decided_by_somebody
        CHECK ((state = 'pending') = (decided_at IS NULL) AND (state = 'pending') = (decided_by IS NULL)
               AND (decided_by IS NULL) = (decided_by_name IS NULL)),
    CONSTRAINT access_request_is_not_decided_by_its_requester
        CHECK (state NOT IN ('granted', 'refused') OR decided_by <> requester),
    CONSTRAINT access_request_is_withdrawn_by_its_requester CHECK (state <> 'withdrawn' OR decided_by = requester),
    CONSTRAINT access_request_granted_has_a_grant CHECK ((state = 'granted') = (grant_id IS NOT NULL)),
    CONSTRAINT access_request_refused_has_a_reason CHECK (state <> 'refused' OR length(answer) >= 1)
);

-- One pending request for the same thing at a time.
CREATE UNIQUE INDEX access_request_is_pending_once
    ON access.access_request (requester, dataset, agreement, purpose) WHERE state = 'pending';
CREATE INDEX access_request_by_requester ON access.access_request (requester, id DESC);
CREATE INDEX access_request_by_owner ON access.access_request (owner, state, id DESC);
CREATE INDEX access_request_by_agency ON access.access_request (agency, id DESC);

GRANT SELECT, INSERT ON access.access_request TO datastore_app;
GRANT UPDATE (revision, state, decided_by, decided_by_name, decided_at, answer, grant_id)
    ON access.access_request TO datastore_app;
