-- Decisions by day of London and agency, so that a chart need not count millions of events. Kept by the follower of the
-- record, in the transaction that moves audit.alert_progress; what lies beyond is counted from the events. An event counts
-- once for the owner of the data, once for the actor's agency if that is another, and once for nobody ('').
CREATE TABLE audit.activity (
    day     date   NOT NULL,
    agency  text   NOT NULL,
    outcome text   NOT NULL CHECK (outcome IN ('allowed', 'refused')),
    events  bigint NOT NULL CHECK (events > 0),
    PRIMARY KEY (agency, day, outcome)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON audit.activity TO datastore_audit;

-- Everything is derived once more, now with these counts; alerts that there are stay as they are.
DELETE FROM audit.alert_tally;
UPDATE audit.alert_progress SET sequence = 0;

-- A search by purpose alone had to walk through the whole record.
CREATE INDEX event_by_purpose ON audit.event (purpose, sequence DESC);
