-- How data was read under each agreement, by day of London, so that whoever reviews one need not look at every event. Kept
-- by the follower of the record, in the transaction that moves audit.alert_progress; derived, and let go of with the bodies.

-- A set of columns that was released, once; no names mean every column.
CREATE TABLE audit.column_set (
    digest bytea  PRIMARY KEY CHECK (octet_length(digest) = 32),
    names  text[] NOT NULL
);

CREATE TABLE audit.agreement_use (
    agreement  text        NOT NULL,
    day        date        NOT NULL,
    dataset    text        NOT NULL,
    -- The codes of a refusal, joined by spaces; then person, version, purpose and grant are left open.
    refused    text        NOT NULL,
    agency     text        NOT NULL,
    person     text        NOT NULL,
    version    integer     NOT NULL CHECK (version >= 0),
    purpose    text        NOT NULL,
    held_grant text        NOT NULL,
    columns    bytea       NOT NULL,
    events     bigint      NOT NULL CHECK (events > 0),
    last_at    timestamptz NOT NULL,
    PRIMARY KEY (agreement, day, dataset, refused, agency, person, version, purpose, held_grant, columns)
);
CREATE INDEX agreement_use_by_day ON audit.agreement_use (day);

GRANT SELECT, INSERT ON audit.column_set TO datastore_audit;
GRANT SELECT, INSERT, UPDATE, DELETE ON audit.agreement_use TO datastore_audit;

-- Everything is derived once more, now with this; alerts that there are stay as they are.
DELETE FROM audit.alert_tally;
DELETE FROM audit.activity;
UPDATE audit.alert_progress SET sequence = 0;
