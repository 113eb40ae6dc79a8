-- Reviews of agreements in force: what came of each, and when the next one is due. What the parties signed stays as it is;
-- the date of the next review is kept beside it.

CREATE TABLE agreements.review (
    reference   text        NOT NULL REFERENCES agreements.agreement,
    number      integer     NOT NULL CHECK (number >= 1),
    version     integer     NOT NULL CHECK (version >= 1),
    from_day    date        NOT NULL,
    until_day   date        NOT NULL,
    outcome     text        NOT NULL CHECK (outcome IN ('renewed', 'narrowed', 'ended')),
    next_due    timestamptz NOT NULL,
    comment     text        NOT NULL CHECK (length(comment) <= 2000),
    agency      text        NOT NULL,
    person      text        NOT NULL,
    name        text        NOT NULL,
    reviewed_at timestamptz NOT NULL,
    PRIMARY KEY (reference, number),
    CHECK (from_day < until_day)
);
COMMENT ON TABLE agreements.review IS 'What came of each review; the newest one says when the next is due';

ALTER TABLE agreements.agreement ADD COLUMN next_review timestamptz,
    ADD CONSTRAINT agreement_next_review CHECK (next_review IS NULL OR next_review = review_due);
COMMENT ON COLUMN agreements.agreement.next_review IS
    'When the last review said the next one is due; null while the date in the terms counts';
COMMENT ON COLUMN agreements.agreement.review_due IS 'The date that counts: next_review, else the one in the terms';

-- The words for steps are the code's; here only their form is looked at, so that each new one needs no migration.
ALTER TABLE agreements.step DROP CONSTRAINT step_what_check;
ALTER TABLE agreements.step ADD CONSTRAINT step_what_check CHECK (what ~ '^[a-z]+(-[a-z]+)*$' AND length(what) <= 40);

GRANT SELECT, INSERT ON agreements.review TO datastore_app;
GRANT UPDATE (next_review) ON agreements.agreement TO datastore_app;
