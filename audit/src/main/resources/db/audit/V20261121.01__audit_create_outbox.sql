-- Events of changes, added in the transaction that makes the change and taken away once Kafka has them.
CREATE TABLE audit.outbox (
    id        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    canonical bytea       NOT NULL CHECK (octet_length(canonical) BETWEEN 2 AND 65536),
    added_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);

GRANT USAGE ON SCHEMA audit TO datastore_app, datastore_audit;
GRANT INSERT (canonical) ON audit.outbox TO datastore_app;
GRANT SELECT, DELETE ON audit.outbox TO datastore_audit;
