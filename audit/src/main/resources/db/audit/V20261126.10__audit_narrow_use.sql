-- The counts of use again, by two numbers in place of eight texts, and by month as well as by day: a review adds up a
-- hundred thousand lines, and grouping them by texts was most of what it took. What was read, and who read it, is written
-- down once each; whole months are read from their sums.

ALTER TABLE audit.agreement_use RENAME TO agreement_use_in_words;
ALTER INDEX audit.agreement_use_by_day RENAME TO agreement_use_in_words_by_day;

-- What was read under an agreement, or refused: a version of a dataset by an agency, for a purpose, with a set of columns.
CREATE TABLE audit.use_kind (
    id        bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agreement text    NOT NULL,
    dataset   text    NOT NULL,
    -- The codes of a refusal, joined by spaces; then version and purpose are left open.
    refused   text    NOT NULL,
    agency    text    NOT NULL,
    version   integer NOT NULL CHECK (version >= 0),
    purpose   text    NOT NULL,
    columns   bytea   NOT NULL,
    UNIQUE (agreement, dataset, refused, agency, version, purpose, columns)
);

-- Who read, under which grant; both empty where somebody was refused.
CREATE TABLE audit.use_reader (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person     text   NOT NULL,
    held_grant text   NOT NULL,
    UNIQUE (person, held_grant)
);

CREATE TABLE audit.agreement_use (
    kind    bigint      NOT NULL,
    day     date        NOT NULL,
    reader  bigint      NOT NULL,
    events  bigint      NOT NULL CHECK (events > 0),
    last_at timestamptz NOT NULL,
    PRIMARY KEY (kind, day, reader)
);
CREATE INDEX agreement_use_by_day ON audit.agreement_use (day);

-- The same lines, each month of London added up; month is its first day.
CREATE TABLE audit.agreement_use_month (
    kind    bigint      NOT NULL,
    month   date        NOT NULL CHECK (extract(day FROM month) = 1),
    reader  bigint      NOT NULL,
    events  bigint      NOT NULL CHECK (events > 0),
    last_at timestamptz NOT NULL,
    PRIMARY KEY (kind, month, reader)
);

INSERT INTO audit.use_kind (agreement, dataset, refused, agency, version, purpose, columns)
SELECT DISTINCT agreement, dataset, refused, agency, version, purpose, columns FROM audit.agreement_use_in_words;
INSERT INTO audit.use_reader (person, held_grant)
SELECT DISTINCT person, held_grant FROM audit.agreement_use_in_words;
INSERT INTO audit.agreement_use (kind, day, reader, events, last_at)
SELECT kind.id, day, reader.id, events, last_at
FROM audit.agreement_use_in_words
JOIN audit.use_kind AS kind USING (agreement, dataset, refused, agency, version, purpose, columns)
JOIN audit.use_reader AS reader USING (person, held_grant);
INSERT INTO audit.agreement_use_month (kind, month, reader, events, last_at)
SELECT kind, date_trunc('month', day)::date, reader, sum(events), max(last_at)
FROM audit.agreement_use GROUP BY 1, 2, 3;
DROP TABLE audit.agreement_use_in_words;

GRANT SELECT, INSERT, DELETE ON audit.use_kind, audit.use_reader TO datastore_audit;
GRANT SELECT, INSERT, UPDATE, DELETE ON audit.agreement_use, audit.agreement_use_month TO datastore_audit;
