-- Numbers of versions whose files lay in the vault when an older database was put under it. Their readings are on the record, so that the
-- numbers are not given again. No reference: the dataset may be forgotten as well.
create table platform.lost_number (
    agency text    not null,
    name   text    not null,
    number integer not null check (number >= 1),
    primary key (agency, name, number)
);

grant select, insert on platform.lost_number to datastore_app;
