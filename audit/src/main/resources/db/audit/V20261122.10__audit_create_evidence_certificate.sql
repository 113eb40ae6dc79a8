-- The certificate by which evidence packs are signed. Once it is here, its private key is demanded at every start.
CREATE TABLE audit.evidence_certificate (
    the_only_row boolean     PRIMARY KEY DEFAULT true CHECK (the_only_row),
    certificate  bytea       NOT NULL CHECK (octet_length(certificate) BETWEEN 1 AND 8192),
    since        timestamptz NOT NULL DEFAULT clock_timestamp()
);

SELECT audit.let_only_grow('evidence_certificate');

GRANT SELECT, INSERT ON audit.evidence_certificate TO datastore_audit;
