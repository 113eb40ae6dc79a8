-- The record. A row is the exact bytes of an event; the other columns are taken from them, for searching.
CREATE TABLE audit.event (
    sequence        bigint      PRIMARY KEY CHECK (sequence >= 1),
    id              uuid        NOT NULL CONSTRAINT event_is_stored_once UNIQUE,
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
    topic_partition integer     NOT NULL CHECK (topic_partition >= 0),
    topic_offset    bigint      NOT NULL CHECK (topic_offset >= 0),
    CONSTRAINT event_digest_is_of_its_bytes CHECK (digest = sha256(canonical)),
    CONSTRAINT event_owner_is_of_its_dataset CHECK ((owner_agency IS NULL) = (dataset IS NULL))
);

CREATE INDEX event_by_actor ON audit.event (actor, sequence DESC);
CREATE INDEX event_by_username ON audit.event (username, sequence DESC);
CREATE INDEX event_by_actor_agency ON audit.event (actor_agency, sequence DESC);
CREATE INDEX event_by_owner_agency ON audit.event (owner_agency, sequence DESC);
CREATE INDEX event_by_dataset ON audit.event (dataset, sequence DESC);
CREATE INDEX event_by_agreement ON audit.event (agreement, sequence DESC);
CREATE INDEX event_by_action ON audit.event (action, sequence DESC);
CREATE INDEX event_by_outcome ON audit.event (outcome, sequence DESC);
CREATE INDEX event_by_time ON audit.event (at);

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
