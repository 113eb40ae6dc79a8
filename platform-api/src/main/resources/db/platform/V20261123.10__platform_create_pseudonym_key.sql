-- The key under which one agreement's pseudonyms are made, wrapped under an agency's key (docs/released-data.md).
-- Made once and never changed: with another key, pseudonyms that were given out would mean nobody any more.
create table platform.pseudonym_key (
    agreement  text        primary key,
    agency     text        not null,
    generation integer     not null check (generation > 0),
    nonce      bytea       not null check (octet_length(nonce) = 12),
    wrapped    bytea       not null check (octet_length(wrapped) = 48),
    made_at    timestamptz not null
);

grant select, insert on platform.pseudonym_key to datastore_app;
