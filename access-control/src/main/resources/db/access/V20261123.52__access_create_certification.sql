-- Grants that their owners have to confirm or remove, each quarter; what nobody confirms by the day it is due ends, as
-- a revocation of the platform's. The key lets the sweep run twice, and on two nodes.
CREATE TABLE access.certification (
    grant_id   uuid        NOT NULL REFERENCES access.access_grant (id),
    quarter    date        NOT NULL CHECK (extract(day FROM quarter) = 1 AND extract(month FROM quarter) IN (1, 4, 7, 10)),
    owner      text        NOT NULL CHECK (length(owner) BETWEEN 1 AND 32),
    due_at     timestamptz NOT NULL,
    opened_at  timestamptz NOT NULL,
    state      text        NOT NULL CHECK (state IN ('open', 'confirmed', 'ended')),
    settled_by text        CHECK (length(settled_by) BETWEEN 1 AND 128),
    settled_at timestamptz,
    comment    text        CHECK (length(comment) <= 2000),
    PRIMARY KEY (grant_id, quarter),
    CHECK (due_at > opened_at),
    CHECK ((state = 'open') = (settled_at IS NULL)),
    CHECK ((state = 'confirmed') = (settled_by IS NOT NULL))
);
CREATE INDEX certification_open ON access.certification (owner, due_at) WHERE state = 'open';

GRANT SELECT, INSERT ON access.certification TO datastore_app;
GRANT UPDATE (state, settled_by, settled_at, comment) ON access.certification TO datastore_app;

-- What nobody has decided yet, oldest first, and what ends soon.
CREATE INDEX access_request_undecided ON access.access_request (asked_at, id) WHERE state = 'pending';
CREATE INDEX access_grant_ending ON access.access_grant (until_at, id) WHERE revoked_at IS NULL;
