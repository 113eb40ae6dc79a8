-- How long the bodies of events are kept, what stops their deletion, and what was deleted. Leaves, tiles and head stay
-- for ever (docs/decisions/bodies-go-by-the-month.md).

-- The terms that were set, by the owner, from the platform's settings when it starts; the newest one counts.
CREATE TABLE audit.retention (
    number bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kept   interval    NOT NULL CONSTRAINT retention_is_at_least_six_months CHECK (kept >= interval '6 months'),
    set_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- A legal hold: what it names is not deleted until the hold is lifted.
CREATE TABLE audit.hold (
    id              uuid        PRIMARY KEY,
    kind            text        NOT NULL CHECK (kind IN ('dataset', 'person', 'agreement', 'agency')),
    value           text        NOT NULL CHECK (length(value) BETWEEN 1 AND 200),
    -- Whose data and staff it covers; absent: everybody's.
    agency          text        CHECK (length(agency) BETWEEN 1 AND 100),
    reason          text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    set_at          timestamptz NOT NULL,
    set_by          text        NOT NULL,
    set_by_name     text        NOT NULL,
    event_id        uuid        NOT NULL UNIQUE
);

CREATE TABLE audit.hold_lifting (
    hold_id         uuid        PRIMARY KEY REFERENCES audit.hold (id),
    reason          text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    lifted_at       timestamptz NOT NULL,
    lifted_by       text        NOT NULL,
    lifted_by_name  text        NOT NULL,
    event_id        uuid        NOT NULL UNIQUE
);

CREATE VIEW audit.hold_in_force AS
    SELECT hold.id, hold.kind, hold.value, hold.agency FROM audit.hold
    WHERE NOT EXISTS (SELECT FROM audit.hold_lifting WHERE hold_lifting.hold_id = hold.id);

-- An act of deletion, and the event that had announced it in the log before.
CREATE TABLE audit.pruning (
    number         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    partition_name text        NOT NULL,
    pruned_at      timestamptz NOT NULL,
    kept           interval    NOT NULL CHECK (kept >= interval '6 months'),
    bodies         bigint      NOT NULL CHECK (bodies > 0),
    stayed         bigint      NOT NULL CHECK (stayed >= 0),
    announcement   uuid        NOT NULL UNIQUE
);

-- The leaves whose bodies it deleted.
CREATE TABLE audit.pruned (
    first_index bigint NOT NULL PRIMARY KEY CHECK (first_index >= 0),
    last_index  bigint NOT NULL UNIQUE,
    pruning     bigint NOT NULL REFERENCES audit.pruning (number),
    CONSTRAINT pruned_from_first_to_last CHECK (first_index <= last_index)
);
CREATE INDEX pruned_by_pruning ON audit.pruned (pruning);

SELECT audit.let_only_grow(name)
    FROM unnest(ARRAY['retention', 'hold', 'hold_lifting', 'pruning', 'pruned']) AS name;

GRANT SELECT ON audit.retention, audit.hold, audit.hold_lifting, audit.hold_in_force, audit.pruning, audit.pruned
    TO datastore_audit;
-- A hold is set and lifted in the transaction of its event, which is the platform's own.
GRANT SELECT, INSERT ON audit.hold, audit.hold_lifting TO datastore_app;
