-- The next place in the order of storing. Whoever stores holds this row, so there is one writer at a time.
CREATE TABLE audit.head (
    the_only_row  boolean PRIMARY KEY DEFAULT true CHECK (the_only_row),
    next_sequence bigint  NOT NULL CHECK (next_sequence >= 1)
);
INSERT INTO audit.head (next_sequence) VALUES (1);

-- How far the topic has been read; moved in the transaction that stores what was read.
-- A topic made anew under the same name has another id and is read from its start.
CREATE TABLE audit.progress (
    topic_id        text    NOT NULL,
    topic_partition integer NOT NULL CHECK (topic_partition >= 0),
    next_offset     bigint  NOT NULL CHECK (next_offset >= 0),
    PRIMARY KEY (topic_id, topic_partition)
);

GRANT SELECT, UPDATE ON audit.head TO datastore_audit;
GRANT SELECT, INSERT, UPDATE ON audit.progress TO datastore_audit;
