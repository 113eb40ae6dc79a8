-- Letters about reviews and ends that come near: one for each date, distance and agency. Rows hold no address; that is
-- looked up when a letter is sent.

CREATE TABLE agreements.reminder (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reference text NOT NULL REFERENCES agreements.agreement,
    occasion text NOT NULL CHECK (occasion IN ('review', 'end')),
    due timestamptz NOT NULL,
    ahead_days integer NOT NULL CHECK (ahead_days IN (30, 60, 90)),
    agency text NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'dropped')),
    tries integer NOT NULL CHECK (tries >= 0),
    queued_at timestamptz NOT NULL,
    next_try timestamptz NOT NULL,
    hitch text CHECK (hitch IN ('no-address', 'unreachable', 'deferred', 'not-let-in', 'not-safe')),
    settled_at timestamptz,
    refused_with integer CHECK (refused_with BETWEEN 500 AND 599),
    needless text CHECK (needless IN ('ended', 'left', 'moved', 'past', 'overtaken')),
    UNIQUE (reference, occasion, due, ahead_days, agency),
    CHECK (hitch IS NULL OR state = 'waiting'),
    CHECK ((settled_at IS NULL) = (state = 'waiting')),
    CHECK ((refused_with IS NOT NULL) = (state = 'refused')),
    CHECK ((needless IS NOT NULL) = (state = 'dropped'))
);
COMMENT ON TABLE agreements.reminder IS
    'Letters to agencies about what comes due; the unique key lets the sweep run twice, and on two nodes';
COMMENT ON COLUMN agreements.reminder.next_try IS
    'When it is tried next; while a node is sending it, when another one may take it over';
COMMENT ON COLUMN agreements.reminder.tries IS
    'How often it was taken up; whoever took it up settles it only while that number stands';
CREATE INDEX reminder_waiting ON agreements.reminder (next_try, id) WHERE state = 'waiting';

GRANT SELECT, INSERT ON agreements.reminder TO datastore_app;
GRANT UPDATE (state, tries, next_try, hitch, settled_at, refused_with, needless)
    ON agreements.reminder TO datastore_app;
