-- Searches of the trail that people keep for themselves: the filters as the page has them in its address.
CREATE TABLE audit.saved_search (
    id        uuid        PRIMARY KEY,
    person    text        NOT NULL CHECK (length(person) BETWEEN 1 AND 128),
    name      text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    filters   text        NOT NULL CHECK (length(filters) BETWEEN 1 AND 4000),
    last_days integer     CHECK (last_days BETWEEN 1 AND 366),
    saved_at  timestamptz NOT NULL,
    CONSTRAINT saved_search_has_a_name_of_its_own UNIQUE (person, name)
);
GRANT SELECT, INSERT, DELETE ON audit.saved_search TO datastore_app;
