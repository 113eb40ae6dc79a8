-- Data protection impact assessments. Every revision stays: what was written, and what was advised,
-- decided and answered about which text. The platform's role can add and read, nothing else.

CREATE TABLE agreements.dpia (
    reference text NOT NULL REFERENCES agreements.agreement,
    revision bigint NOT NULL CHECK (revision >= 1),
    what text NOT NULL CHECK (what IN ('written', 'advised', 'decided', 'consulted')),
    terms_version integer NOT NULL CHECK (terms_version >= 1),
    terms_digest text NOT NULL CHECK (terms_digest ~ '^[0-9a-f]{64}$'),
    content jsonb NOT NULL CHECK (jsonb_typeof(content) = 'object'),
    agency text NOT NULL,
    person text NOT NULL,
    name text NOT NULL,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (reference, revision)
);
COMMENT ON TABLE agreements.dpia IS
    'Every revision of every assessment, whole; the highest revision is how it stands';
COMMENT ON COLUMN agreements.dpia.terms_digest IS
    'SHA-256 of the terms that were looked at; another one of the agreement means out of date';

GRANT SELECT, INSERT ON agreements.dpia TO datastore_app;
