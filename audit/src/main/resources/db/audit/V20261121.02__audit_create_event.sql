-- The record. A row is the exact bytes of an event; the other columns are taken from them, for searching.
-- One partition a month, so that old bodies can go as a whole; audit.open_month makes them.
CREATE TABLE audit.event (
    sequence        bigint      NOT NULL CHECK (sequence >= 1),
    id              uuid        NOT NULL,
    at              timestamptz NOT NULL,
    stored_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor           text        NOT NULL,
    username        text        NOT NULL,
    actor_agency    text,
    owner_agency    text,
    dataset         text,
    agreement       text,
    purpose         text,
    action          text        NOT NULL,
    outcome         text        NOT NULL CHECK (outcome IN ('allowed', 'refused', 'done', 'failed')),
    canonical       bytea       NOT NULL CHECK (octet_length(canonical) BETWEEN 2 AND 65536),
    digest          bytea       NOT NULL,
    salt            bytea       NOT NULL CHECK (octet_length(salt) = 32),
    topic_partition integer     NOT NULL CHECK (topic_partition >= 0),
    topic_offset    bigint      NOT NULL CHECK (topic_offset >= 0),
    PRIMARY KEY (sequence, at),
    CONSTRAINT event_digest_is_of_its_bytes CHECK (digest = sha256(canonical)),
    CONSTRAINT event_owner_is_of_its_dataset CHECK ((owner_agency IS NULL) = (dataset IS NULL)),
    -- The driver turns instants that PostgreSQL cannot hold into infinity; such an event is set aside as unreadable.
    CONSTRAINT event_time_is_finite CHECK (isfinite(at))
) PARTITION BY RANGE (at);

CREATE INDEX event_by_actor ON audit.event (actor, sequence DESC);
CREATE INDEX event_by_username ON audit.event (username, sequence DESC);
CREATE INDEX event_by_actor_agency ON audit.event (actor_agency, sequence DESC);
CREATE INDEX event_by_owner_agency ON audit.event (owner_agency, sequence DESC);
CREATE INDEX event_by_dataset ON audit.event (dataset, sequence DESC);
CREATE INDEX event_by_agreement ON audit.event (agreement, sequence DESC);
CREATE INDEX event_by_action ON audit.event (action, sequence DESC);
-- Most events went well; only the others are few enough to be worth an index.
CREATE INDEX event_by_fault ON audit.event (outcome, sequence DESC) WHERE outcome IN ('refused', 'failed');
-- Events come nearly in the order of their times.
CREATE INDEX event_by_time ON audit.event USING brin (at);

-- For events whose time lies far from the month in which they came.
CREATE TABLE audit.event_at_other_times PARTITION OF audit.event DEFAULT;

-- What came through the topic and is no event: kept as it came, so that nothing is lost and nothing stops.
CREATE TABLE audit.unreadable (
    topic_id        text        NOT NULL,
    topic_partition integer     NOT NULL,
    topic_offset    bigint      NOT NULL,
    stored_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    reason          text        NOT NULL,
    bytes           bytea       NOT NULL,
    digest          bytea       NOT NULL,
    PRIMARY KEY (topic_id, topic_partition, topic_offset),
    CONSTRAINT unreadable_digest_is_of_its_bytes CHECK (digest = sha256(bytes))
);

GRANT SELECT, INSERT ON audit.event, audit.unreadable TO datastore_audit;
