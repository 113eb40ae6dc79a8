-- Who gives data to whom, by agreement, put together when an agreement changes and not each time somebody looks: counted from
-- the view, the matrix of 100,000 agreements took more than a second. The view stays the one place that says what a flow is.

CREATE TABLE agreements.kept_flow (
    reference text NOT NULL REFERENCES agreements.agreement ON DELETE CASCADE,
    giver text NOT NULL,
    receiver text NOT NULL,
    published boolean NOT NULL,
    starts timestamptz NOT NULL,
    ends timestamptz NOT NULL,
    PRIMARY KEY (reference, giver, receiver)
);
COMMENT ON TABLE agreements.kept_flow IS
    'Rows of the view "flow" for agreements in the state "active"; whether one is in force now follows from starts, ends and the clock';
CREATE INDEX kept_flow_published ON agreements.kept_flow (giver, receiver, starts, ends) WHERE published;

CREATE FUNCTION agreements.flows_of(which text) RETURNS SETOF agreements.kept_flow
    LANGUAGE sql STABLE
    SET search_path = pg_catalog
AS $$
    SELECT f.reference, f.giver, f.receiver, EXISTS (SELECT FROM agreements.edition e
            WHERE e.reference = a.reference AND e.edition = a.edition
                AND jsonb_extract_path_text(e.terms, 'particulars', 'agreement', 'publish-summary', '0') = 'yes'),
        a.starts, a.ends
    FROM agreements.agreement a JOIN agreements.flow f ON f.reference = a.reference
    WHERE a.state = 'active' AND (which IS NULL OR a.reference = which)
$$;
COMMENT ON FUNCTION agreements.flows_of IS 'Flows of one agreement, of all for null, as the tables say them now';

-- Every move of an agreement writes its row, a signature and a departure too; by then, at commit, all of the move is there.
CREATE FUNCTION agreements.keep_flows() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog
AS $$
BEGIN
    DELETE FROM agreements.kept_flow WHERE reference = NEW.reference;
    INSERT INTO agreements.kept_flow SELECT * FROM agreements.flows_of(NEW.reference);
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER agreement_keeps_flows AFTER INSERT OR UPDATE ON agreements.agreement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION agreements.keep_flows();

INSERT INTO agreements.kept_flow SELECT * FROM agreements.flows_of(NULL);

GRANT SELECT ON agreements.kept_flow TO datastore_app;
