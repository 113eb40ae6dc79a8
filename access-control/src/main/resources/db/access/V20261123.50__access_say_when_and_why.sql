-- Until when was left open by the requester: access then ends as late as the rules and the agreement let it.
ALTER TABLE access.access_request ADD COLUMN until_unsaid boolean NOT NULL DEFAULT false;

-- A yes has a reason, as a no has always had; those that were given before stay as they are.
ALTER TABLE access.access_request ADD CONSTRAINT access_request_granted_has_a_reason
    CHECK (state <> 'granted' OR length(answer) >= 1) NOT VALID;
