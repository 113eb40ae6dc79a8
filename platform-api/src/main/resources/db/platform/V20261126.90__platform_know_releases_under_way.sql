-- Releases under an agreement that take longer than a moment, on any node, so that whoever is about to change the agreement
-- sees which would end. Not the record: a node that dies leaves its rows behind, and they count no longer after some seconds.
create table platform.release_under_way (
    event uuid primary key,
    agreement text not null,
    grant_id uuid not null,
    seen_at timestamptz not null
);
comment on column platform.release_under_way.event is 'The decision by which the data are released';
create index release_under_way_agreement on platform.release_under_way (agreement);

grant select, insert, update, delete on platform.release_under_way to datastore_app;
