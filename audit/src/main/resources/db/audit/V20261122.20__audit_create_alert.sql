-- What an auditor should look at, found in the record by rules (docs/audit-events.md). An alert follows from events and from
-- the limits that were set when they came: it can be derived again, and is never changed.
CREATE TABLE audit.alert (
    id            uuid        PRIMARY KEY,
    number        bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    kind          text        NOT NULL CHECK (kind ~ '^[a-z][a-z-]{0,39}$'),
    -- The person, the dataset, or both, that there is one alert about in a span.
    subject       text        NOT NULL CHECK (length(subject) BETWEEN 1 AND 400),
    span_from     timestamptz NOT NULL,
    span_until    timestamptz NOT NULL,
    raised_at     timestamptz NOT NULL,
    reason        text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    person        text,
    username      text,
    person_agency text,
    -- Absent where the events concern several datasets, or the data of several agencies.
    dataset       text,
    owner_agency  text,
    events        bigint      NOT NULL CHECK (events >= 0),
    first_event   uuid,
    last_event    uuid,
    CONSTRAINT alert_spans_some_time CHECK (span_from < span_until),
    CONSTRAINT alert_is_raised_once UNIQUE (kind, subject, span_from),
    CONSTRAINT alert_names_a_person_whole CHECK ((person IS NULL) = (username IS NULL)),
    CONSTRAINT alert_names_its_events CHECK ((first_event IS NULL) = (last_event IS NULL))
);
CREATE INDEX alert_by_subject ON audit.alert (subject, span_until);

-- What came of looking at an alert; the newest review says how it stands.
CREATE TABLE audit.alert_review (
    number          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    alert           uuid        NOT NULL REFERENCES audit.alert (id),
    reviewer        text        NOT NULL,
    reviewer_name   text        NOT NULL,
    reviewer_agency text,
    reviewed_at     timestamptz NOT NULL,
    outcome         text        NOT NULL CHECK (outcome IN ('explained', 'false-alarm', 'needs-action', 'dealt-with')),
    note            text        NOT NULL CHECK (length(note) BETWEEN 1 AND 2000),
    event_id        uuid        NOT NULL UNIQUE
);
CREATE INDEX alert_review_by_alert ON audit.alert_review (alert, number DESC);

SELECT audit.let_only_grow(name) FROM unnest(ARRAY['alert', 'alert_review']) AS name;

-- The running facts that the rules count in: what one subject did in one slot of time.
CREATE TABLE audit.alert_tally (
    measure     text        NOT NULL,
    subject     text        NOT NULL,
    slot        timestamptz NOT NULL,
    events      bigint      NOT NULL CHECK (events > 0),
    bytes       bigint      NOT NULL CHECK (bytes >= 0),
    first_event uuid        NOT NULL,
    last_at     timestamptz NOT NULL,
    dataset     text,
    owner       text,
    PRIMARY KEY (measure, subject, slot)
);
CREATE INDEX alert_tally_by_subject ON audit.alert_tally (subject);

-- How far the rules have read the record; moved in the transaction that stores what they found.
-- Whoever reads holds this row, so there is one reader at a time.
CREATE TABLE audit.alert_progress (
    the_only_row boolean PRIMARY KEY DEFAULT true CHECK (the_only_row),
    sequence     bigint  NOT NULL CHECK (sequence >= 0)
);
INSERT INTO audit.alert_progress (sequence) VALUES (0);

GRANT SELECT, INSERT ON audit.alert TO datastore_audit;
GRANT SELECT ON audit.alert_review TO datastore_audit;
GRANT SELECT, INSERT, UPDATE, DELETE ON audit.alert_tally TO datastore_audit;
GRANT SELECT, UPDATE ON audit.alert_progress TO datastore_audit;
-- A review is written in the transaction of its event, which is the platform's own.
GRANT INSERT (alert, reviewer, reviewer_name, reviewer_agency, reviewed_at, outcome, note, event_id)
    ON audit.alert_review TO datastore_app;
