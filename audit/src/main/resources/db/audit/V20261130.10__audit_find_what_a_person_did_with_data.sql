-- What one person did with one dataset is what auditors ask most, and it may be rare where each of both is frequent:
-- an index over both leads straight to it.
CREATE INDEX event_by_actor_and_dataset ON audit.event (actor, dataset, sequence DESC);
CREATE INDEX event_by_username_and_dataset ON audit.event (username, dataset, sequence DESC);

-- What one person did with the data of an agency, or for it, and actions that are seldom: a place in these indexes now
-- says which agencies it is about. Named and ordered as before, so that all of it is found as before.
DROP INDEX audit.event_by_actor, audit.event_by_username, audit.event_by_action;
CREATE INDEX event_by_actor ON audit.event (actor, sequence DESC, owner_agency, actor_agency);
CREATE INDEX event_by_username ON audit.event (username, sequence DESC, owner_agency, actor_agency);
CREATE INDEX event_by_action ON audit.event (action, sequence DESC, owner_agency, actor_agency);
