-- The catalogue: datasets, their immutable versions, and uploads under way.

create table platform.dataset (
    agency         text        not null check (agency ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'),
    name           text        not null check (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(name) <= 100),
    title          text        not null check (length(title) between 1 and 200),
    description    text        not null check (length(description) <= 5000),
    classification text        not null check (classification in ('OFFICIAL', 'OFFICIAL_SENSITIVE')),
    hidden         boolean     not null,
    topics         text[]      not null,
    columns        jsonb       not null,
    created_at     timestamptz not null,
    created_by     text        not null,
    -- What a search looks through, in lower case; written with the row.
    words          text        not null,
    primary key (agency, name)
);

create index dataset_words on platform.dataset using gin (to_tsvector('simple', words));
create index dataset_topics on platform.dataset using gin (topics);

create table platform.version (
    agency         text        not null,
    name           text        not null,
    number         integer     not null check (number >= 1),
    size_bytes     bigint      not null check (size_bytes > 0),
    sha256         text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    media_type     text        not null check (length(media_type) between 3 and 200),
    row_count      bigint      check (row_count >= 0),
    columns        text[]      not null,
    stored_at      timestamptz not null,
    stored_by      text        not null,
    stored_by_name text        not null,
    file_name      text        not null unique,
    event          uuid        not null,
    primary key (agency, name, number),
    foreign key (agency, name) references platform.dataset
);

-- A number that an upload under way has taken; gone when the upload ends, however it ends.
create table platform.reservation (
    agency      text        not null,
    name        text        not null,
    number      integer     not null check (number >= 1),
    node        uuid        not null,
    reserved_at timestamptz not null,
    primary key (agency, name, number),
    foreign key (agency, name) references platform.dataset
);

-- What a person called an upload that is stored, so that sending it again stores nothing new.
create table platform.upload_key (
    agency text    not null,
    name   text    not null,
    person text    not null,
    key    text    not null check (length(key) between 1 and 200),
    number integer not null,
    primary key (agency, name, person, key),
    foreign key (agency, name, number) references platform.version
);

grant usage on schema platform to datastore_app;
-- A version never changes and never goes; neither does what a person called it.
grant select, insert on platform.dataset, platform.version, platform.upload_key to datastore_app;
grant select, insert, delete on platform.reservation to datastore_app;
-- Only to lock the row while a number is taken.
grant update (words) on platform.dataset to datastore_app;
