-- The register of agreements. Everything except "agreement" and the counter is only ever added to:
-- the platform's role has no right to change or delete it.

CREATE TABLE agreements.reference_counter (
    year integer PRIMARY KEY CHECK (year BETWEEN 2000 AND 9999),
    last integer NOT NULL CHECK (last BETWEEN 1 AND 999999)
);
COMMENT ON TABLE agreements.reference_counter IS
    'Last number given out in each year; a row and not a sequence, so that a rollback leaves no gap';

CREATE TABLE agreements.agreement (
    reference text PRIMARY KEY CHECK (reference ~ '^DSA-[0-9]{4}-[0-9]{4,6}$'),
    year integer NOT NULL,
    number integer NOT NULL,
    state text NOT NULL CHECK (state IN ('draft', 'proposed', 'active', 'suspended', 'terminated')),
    version integer NOT NULL CHECK (version >= 1),
    edition integer NOT NULL CHECK (edition >= 1),
    round integer NOT NULL CHECK (round >= 0),
    steps integer NOT NULL CHECK (steps >= 1),
    revision bigint NOT NULL CHECK (revision >= 1),
    drafted_by text NOT NULL,
    drafted_at timestamptz NOT NULL,
    starts timestamptz NOT NULL,
    ends timestamptz NOT NULL,
    review_due timestamptz NOT NULL,
    stopped_by_agency text,
    stopped_by_person text,
    stopped_by_name text,
    stopped_at timestamptz,
    stop_reason text CHECK (length(stop_reason) BETWEEN 1 AND 2000),
    UNIQUE (year, number),
    CHECK (reference = 'DSA-' || lpad(year::text, 4, '0') || '-'
        || CASE WHEN number < 1000 THEN lpad(number::text, 4, '0') ELSE number::text END),
    CHECK (starts < ends),
    CHECK (review_due > starts AND review_due <= ends),
    CHECK (state = 'draft' OR round >= 1),
    CHECK (num_nonnulls(stopped_by_agency, stopped_by_person, stopped_by_name, stopped_at, stop_reason)
        = CASE WHEN state IN ('suspended', 'terminated') THEN 5 ELSE 0 END)
);
COMMENT ON COLUMN agreements.agreement.state IS
    'As moves left it; "expired" is never stored, it follows from ends and the clock';
CREATE INDEX agreement_ends ON agreements.agreement (ends) WHERE state IN ('active', 'suspended');
CREATE INDEX agreement_review_due ON agreements.agreement (review_due);

CREATE TABLE agreements.edition (
    reference text NOT NULL REFERENCES agreements.agreement,
    edition integer NOT NULL CHECK (edition >= 1),
    version integer NOT NULL CHECK (version >= 1),
    terms jsonb NOT NULL CHECK (jsonb_typeof(terms) = 'object'),
    written_by text NOT NULL,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (reference, edition)
);
COMMENT ON TABLE agreements.edition IS 'Every text that terms ever had';

CREATE TABLE agreements.party (
    reference text NOT NULL,
    edition integer NOT NULL,
    agency text NOT NULL,
    provides boolean NOT NULL,
    receives boolean NOT NULL,
    PRIMARY KEY (reference, edition, agency),
    FOREIGN KEY (reference, edition) REFERENCES agreements.edition,
    CHECK (provides OR receives)
);
CREATE INDEX party_agency ON agreements.party (agency, reference, edition);

CREATE TABLE agreements.scope (
    reference text NOT NULL,
    edition integer NOT NULL,
    dataset text NOT NULL,
    PRIMARY KEY (reference, edition, dataset),
    FOREIGN KEY (reference, edition) REFERENCES agreements.edition
);
CREATE INDEX scope_dataset ON agreements.scope (dataset, reference, edition);

CREATE TABLE agreements.signature (
    reference text NOT NULL,
    round integer NOT NULL CHECK (round >= 1),
    agency text NOT NULL,
    edition integer NOT NULL,
    place integer NOT NULL CHECK (place >= 1),
    person text NOT NULL,
    name text NOT NULL,
    signed_at timestamptz NOT NULL,
    comment text NOT NULL CHECK (length(comment) <= 2000),
    PRIMARY KEY (reference, round, agency),
    UNIQUE (reference, round, place),
    FOREIGN KEY (reference, edition, agency) REFERENCES agreements.party (reference, edition, agency)
);
COMMENT ON TABLE agreements.signature IS
    'Who signed for which party, in which round of proposing; a round that was sent back stays';

CREATE TABLE agreements.step (
    reference text NOT NULL REFERENCES agreements.agreement,
    number integer NOT NULL CHECK (number >= 1),
    what text NOT NULL CHECK (what IN
        ('drafted', 'edited', 'proposed', 'approved', 'returned', 'suspended', 'resumed', 'terminated')),
    state text NOT NULL,
    version integer NOT NULL,
    agency text NOT NULL,
    person text NOT NULL,
    name text NOT NULL,
    happened_at timestamptz NOT NULL,
    comment text NOT NULL CHECK (length(comment) <= 2000),
    PRIMARY KEY (reference, number)
);
COMMENT ON TABLE agreements.step IS 'Everything that happened to an agreement, in order';

GRANT USAGE ON SCHEMA agreements TO datastore_app;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA agreements TO datastore_app;
REVOKE ALL ON agreements.schema_history FROM datastore_app;
GRANT UPDATE (last) ON agreements.reference_counter TO datastore_app;
GRANT UPDATE (state, version, edition, round, steps, revision, starts, ends, review_due,
    stopped_by_agency, stopped_by_person, stopped_by_name, stopped_at, stop_reason)
    ON agreements.agreement TO datastore_app;
