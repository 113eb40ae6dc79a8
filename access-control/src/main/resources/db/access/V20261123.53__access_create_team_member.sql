-- People whom a requester named beside themself. Nobody of them holds anything until they accept the terms; the grant is
-- then one of their own, as wide and as long as the one that the owner gave.
CREATE TABLE access.team_member (
    request     uuid NOT NULL REFERENCES access.access_request (id),
    member      text NOT NULL CHECK (length(member) BETWEEN 1 AND 128 AND member = lower(member)),
    state       text NOT NULL CHECK (state IN ('named', 'accepted', 'declined')),
    answered_at timestamptz,
    grant_id    uuid REFERENCES access.access_grant (id),
    PRIMARY KEY (request, member),
    CHECK ((state = 'named') = (answered_at IS NULL)),
    CHECK ((state = 'accepted') = (grant_id IS NOT NULL))
);
CREATE INDEX team_member_waiting ON access.team_member (member) WHERE state = 'named';

GRANT SELECT, INSERT, DELETE ON access.team_member TO datastore_app;
GRANT UPDATE (state, answered_at, grant_id) ON access.team_member TO datastore_app;

-- One grant for each person.
ALTER TABLE access.access_grant
    DROP CONSTRAINT access_grant_answers_its_request_once,
    ADD CONSTRAINT access_grant_answers_its_request_once UNIQUE (request, holder);
