-- The log that anyone can check (docs/audit-log-format.md). A leaf is a salted commitment to an event and tells nothing
-- by itself; it stays when the event's body is gone. Leaf n is the event with sequence n + 1.
CREATE TABLE audit.leaf (
    leaf_index bigint      PRIMARY KEY CHECK (leaf_index >= 0),
    event_id   uuid        NOT NULL CONSTRAINT event_is_stored_once UNIQUE,
    event_at   timestamptz NOT NULL,
    entry      bytea       NOT NULL CHECK (octet_length(entry) = 32)
);

-- Full tiles of hashes (c2sp.org/tlog-tiles): 256 neighbours of every eighth level. A tile that still grows is
-- worked out from the leaves, or from the roots of the tiles below it.
CREATE TABLE audit.tile (
    level      integer NOT NULL CHECK (level BETWEEN 0 AND 7),
    tile_index bigint  NOT NULL CHECK (tile_index >= 0),
    hashes     bytea   NOT NULL CHECK (octet_length(hashes) = 8192),
    root       bytea   NOT NULL CHECK (octet_length(root) = 32),
    PRIMARY KEY (level, tile_index)
);
ALTER TABLE audit.tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- The tree as it stands and the checkpoint signed for it. Whoever stores holds this row, so there is one writer at a time.
CREATE TABLE audit.head (
    the_only_row boolean     PRIMARY KEY DEFAULT true CHECK (the_only_row),
    size         bigint      NOT NULL CHECK (size >= 0),
    root         bytea       NOT NULL CHECK (octet_length(root) = 32),
    checkpoint   text        CHECK (length(checkpoint) <= 65536),
    signed_at    timestamptz
);
INSERT INTO audit.head (size, root) VALUES (0, sha256(''));

-- How far the topic has been read; moved in the transaction that stores what was read.
-- A topic made anew under the same name has another id and is read from its start.
CREATE TABLE audit.progress (
    topic_id        text    NOT NULL,
    topic_partition integer NOT NULL CHECK (topic_partition >= 0),
    next_offset     bigint  NOT NULL CHECK (next_offset >= 0),
    PRIMARY KEY (topic_id, topic_partition)
);

GRANT SELECT, INSERT ON audit.leaf, audit.tile TO datastore_audit;
GRANT SELECT, UPDATE ON audit.head TO datastore_audit;
GRANT SELECT, INSERT, UPDATE ON audit.progress TO datastore_audit;
