-- What of the topic could not be taken into the record, because the topic did not hold it when it was to be read: it may have
-- been recorded and is lost. Added in the transaction that moves the reading position past it; the check of the log tells of each.
CREATE TABLE audit.topic_gap (
    number          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic_id        text        NOT NULL,
    topic_partition integer     NOT NULL CHECK (topic_partition >= 0),
    -- What stood from here on was never read.
    from_offset     bigint      NOT NULL CHECK (from_offset >= 0),
    -- Where reading went on; before from_offset where the topic had lost its end, absent where it was made anew.
    to_offset       bigint      CHECK (to_offset >= 0),
    noted_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- How many events the log had then.
    log_size        bigint      NOT NULL CHECK (log_size >= 0)
);
SELECT audit.let_only_grow('topic_gap');
GRANT SELECT, INSERT ON audit.topic_gap TO datastore_audit;

-- Up to where the topic was ever read. It stays where the position is set back to read the topic again.
ALTER TABLE audit.progress ADD COLUMN reached bigint NOT NULL DEFAULT 0 CHECK (reached >= 0);
UPDATE audit.progress SET reached = next_offset;
