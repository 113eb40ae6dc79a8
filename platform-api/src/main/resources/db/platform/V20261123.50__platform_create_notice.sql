-- Letters about requests and grants: one for each matter, kind and agency, so that the sweep can run twice, and on two
-- nodes. Rows hold no address; that is looked up when a letter is sent.
create table platform.notice (
    id         bigint generated always as identity primary key,
    kind       text        not null check (kind in ('request-waiting', 'request-still-waiting', 'request-lapsed',
                               'grant-ending', 'grants-to-confirm', 'grants-last-call', 'grant-unconfirmed')),
    subject    text        not null check (length(subject) between 1 and 64),
    agency     text        not null check (length(agency) between 1 and 32),
    state      text        not null check (state in ('waiting', 'sent', 'refused', 'dropped')),
    tries      integer     not null check (tries >= 0),
    queued_at  timestamptz not null,
    next_try   timestamptz not null,
    hitch      text        check (length(hitch) between 1 and 40),
    settled_at timestamptz,
    unique (kind, subject, agency),
    check (hitch is null or state = 'waiting'),
    check ((settled_at is null) = (state = 'waiting'))
);
create index notice_waiting on platform.notice (next_try, id) where state = 'waiting';

grant select, insert on platform.notice to datastore_app;
grant update (state, tries, next_try, hitch, settled_at) on platform.notice to datastore_app;
