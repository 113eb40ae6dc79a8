-- Sent back for changes, or decided by nobody in time. What was asked still never changes: a request that is sent again
-- is a new one, which follows the one that was returned.
ALTER TABLE access.access_request
    ADD COLUMN follows  uuid REFERENCES access.access_request (id),
    ADD COLUMN renews   uuid REFERENCES access.access_grant (id),
    ADD COLUMN together uuid,
    DROP CONSTRAINT access_request_state_check,
    ADD CONSTRAINT access_request_state_check
        CHECK (state IN ('pending', 'granted', 'refused', 'returned', 'withdrawn', 'lapsed')),
    DROP CONSTRAINT access_request_is_not_decided_by_its_requester,
    ADD CONSTRAINT access_request_is_not_decided_by_its_requester
        CHECK (state NOT IN ('granted', 'refused', 'returned') OR decided_by <> requester),
    ADD CONSTRAINT access_request_returned_or_lapsed_says_why
        CHECK (state NOT IN ('returned', 'lapsed') OR length(answer) >= 1),
    ADD CONSTRAINT access_request_does_not_follow_itself CHECK (follows <> id);

CREATE UNIQUE INDEX access_request_is_followed_once ON access.access_request (follows) WHERE follows IS NOT NULL;
CREATE INDEX access_request_together ON access.access_request (together) WHERE together IS NOT NULL;

-- A grant that continues another one begins when that one ends, and ends with its revocation.
ALTER TABLE access.access_grant ADD COLUMN renews uuid REFERENCES access.access_grant (id);
CREATE INDEX access_grant_renewals ON access.access_grant (renews) WHERE renews IS NOT NULL;

-- What somebody has begun to ask and nobody else sees. Changed and deleted by whoever wrote it.
CREATE TABLE access.request_draft (
    id             uuid        PRIMARY KEY,
    revision       bigint      NOT NULL,
    requester      text        NOT NULL CHECK (length(requester) BETWEEN 1 AND 128),
    datasets       text[]      NOT NULL CHECK (cardinality(datasets) BETWEEN 1 AND 20),
    agreement      text        CHECK (length(agreement) BETWEEN 1 AND 15),
    purpose        text        CHECK (length(purpose) BETWEEN 1 AND 64),
    actions        text[]      NOT NULL CHECK (cardinality(actions) <= 20),
    until_at       timestamptz,
    justification  text        NOT NULL CHECK (length(justification) <= 2000),
    follows        uuid,
    renews         uuid,
    begun_at       timestamptz NOT NULL,
    saved_at       timestamptz NOT NULL
);
CREATE INDEX request_draft_by_requester ON access.request_draft (requester, id DESC);

GRANT SELECT, INSERT, UPDATE, DELETE ON access.request_draft TO datastore_app;
