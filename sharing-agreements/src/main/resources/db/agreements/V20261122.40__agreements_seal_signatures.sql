-- Besides its lead, a party signs in the offices that an agreement takes for what it covers; and
-- every signature is sealed: what was signed, under the platform's signature.

ALTER TABLE agreements.agreement ADD COLUMN demanded text[] NOT NULL DEFAULT '{}'
    CHECK (cardinality(demanded) <= 10);
COMMENT ON COLUMN agreements.agreement.demanded IS
    'Offices of each party that sign besides its lead, as they were when it was proposed';

ALTER TABLE agreements.signature ADD COLUMN office text NOT NULL DEFAULT 'ig-lead'
    CHECK (office ~ '^[a-z][a-z0-9-]{1,39}$');
ALTER TABLE agreements.signature DROP CONSTRAINT signature_pkey;
ALTER TABLE agreements.signature ADD PRIMARY KEY (reference, round, agency, office);

CREATE TABLE agreements.seal (
    reference text NOT NULL,
    round integer NOT NULL,
    agency text NOT NULL,
    office text NOT NULL,
    digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
    message bytea NOT NULL CHECK (length(message) BETWEEN 1 AND 65536),
    PRIMARY KEY (reference, round, agency, office),
    FOREIGN KEY (reference, round, agency, office) REFERENCES agreements.signature
);
COMMENT ON TABLE agreements.seal IS
    'CMS SignedData over what a signature says; signatures older than this table have none';

ALTER TABLE agreements.step DROP CONSTRAINT step_what_check;
ALTER TABLE agreements.step ADD CONSTRAINT step_what_check CHECK (what IN
    ('drafted', 'edited', 'proposed', 'approved', 'signed-off', 'returned', 'nudged', 'invited',
     'left', 'suspended', 'resumed', 'terminated', 'superseded'));

GRANT SELECT, INSERT ON agreements.seal TO datastore_app;
GRANT UPDATE (demanded) ON agreements.agreement TO datastore_app;
