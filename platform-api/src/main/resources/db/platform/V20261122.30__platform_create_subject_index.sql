-- Who the data are about, by keyed hashes only, and what is withheld from the people concerned (docs/subject-index.md).

-- Kinds of identifiers. A kind is data: an operator may add one; the rules by which values are tidied are the platform's.
create table platform.identifier_kind (
    code  text primary key check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
    title text not null check (length(title) between 1 and 100),
    rule  text not null check (rule in ('digits', 'letters-and-digits', 'address', 'words'))
);
insert into platform.identifier_kind (code, title, rule) values
    ('nhs_number', 'NHS number', 'digits'),
    ('national_insurance_number', 'National Insurance number', 'letters-and-digits'),
    ('uprn', 'Property (UPRN)', 'digits'),
    ('email', 'Email address', 'address'),
    ('username', 'User name on this platform', 'address'),
    ('local_person_id', 'Person id of an agency''s own system', 'letters-and-digits'),
    ('name_and_birth_date', 'Name and date of birth', 'words');

-- Which column of a dataset identifies people, from the next version on.
create table platform.identifying_column (
    agency      text        not null,
    name        text        not null,
    column_name text        not null check (length(column_name) between 1 and 200),
    kind        text        not null references platform.identifier_kind,
    declared_at timestamptz not null,
    declared_by text        not null,
    primary key (agency, name, column_name),
    foreign key (agency, name) references platform.dataset
);

-- A version whose identifiers were taken in. Not complete: the file could not be read to its end as a table, or lacked
-- a declared column, so that a person can be in it unnoticed.
create table platform.subject_batch (
    batch    uuid    primary key,
    agency   text    not null,
    name     text    not null,
    number   integer not null,
    complete boolean not null,
    unique (agency, name, number),
    foreign key (agency, name, number) references platform.version
);

-- HMAC-SHA-256 of a kind and a tidied value. Written while the upload flows; without its batch a row means nothing.
create table platform.subject (
    hash  bytea not null check (octet_length(hash) = 32),
    batch uuid  not null,
    primary key (hash, batch)
);
create index subject_by_batch on platform.subject (batch);

-- A hash of a known text under the key: says whether the key in the file is the one that made the index.
create table platform.subject_key (
    the_only_row boolean primary key default true check (the_only_row),
    proof        bytea   not null check (octet_length(proof) = 32)
);

-- Accesses that are left out of what a person concerned gets to see.
create table platform.withholding (
    id           uuid        primary key,
    agency       text        not null,
    agreement    text,
    purpose      text,
    reason       text        not null check (length(reason) between 1 and 2000),
    set_at       timestamptz not null,
    owner        text        not null,
    owner_name   text        not null,
    review_due   timestamptz not null,
    event        uuid        not null
);

-- A review goes on with it until another date, or ends it. Without one it stays: doubt must not tip anybody off.
create table platform.withholding_review (
    number       bigint      generated always as identity primary key,
    withholding  uuid        not null references platform.withholding,
    reviewed_at  timestamptz not null,
    reviewer     text        not null,
    reviewer_name text       not null,
    reason       text        not null check (length(reason) between 1 and 2000),
    review_due   timestamptz,
    event        uuid        not null
);
create index withholding_review_by_withholding on platform.withholding_review (withholding, number);

grant select on platform.identifier_kind to datastore_app;
grant select, insert, delete on platform.identifying_column to datastore_app;
grant select, insert on platform.subject_batch, platform.subject_key to datastore_app;
grant select, insert, delete on platform.subject to datastore_app;
grant select, insert on platform.withholding, platform.withholding_review to datastore_app;
