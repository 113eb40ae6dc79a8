-- Templates: what an agency publishes for others to draft from. Every version stays as it was
-- published; the platform's role can add and read, nothing else.

CREATE TABLE agreements.template (
    id text NOT NULL CHECK (id ~ '^[a-z][a-z0-9-]{1,58}[a-z0-9]$'),
    version integer NOT NULL CHECK (version BETWEEN 1 AND 9999),
    owner text NOT NULL,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    about text NOT NULL CHECK (length(about) BETWEEN 1 AND 2000),
    clauses jsonb NOT NULL CHECK (jsonb_typeof(clauses) = 'array'),
    locked_digest text NOT NULL CHECK (locked_digest ~ '^[0-9a-f]{64}$'),
    person text NOT NULL,
    name text NOT NULL,
    published_at timestamptz NOT NULL,
    PRIMARY KEY (id, version)
);
COMMENT ON COLUMN agreements.template.locked_digest IS
    'SHA-256 over the canonical JSON of what the version locks';

GRANT SELECT, INSERT ON agreements.template TO datastore_app;
