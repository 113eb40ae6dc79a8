-- What a lead has written of a template and not published yet, so that they can leave and come back. Nobody else sees it;
-- it is deleted when the template is published or the draft is thrown away.

CREATE TABLE agreements.template_draft (
    person text NOT NULL CHECK (length(person) BETWEEN 1 AND 128),
    number integer NOT NULL CHECK (number >= 1),
    revision bigint NOT NULL,
    template text NOT NULL CHECK (length(template) BETWEEN 1 AND 100),
    content jsonb NOT NULL CHECK (jsonb_typeof(content) = 'object' AND length(content::text) <= 2000000),
    saved_at timestamptz NOT NULL,
    PRIMARY KEY (person, number),
    UNIQUE (person, template)
);
COMMENT ON COLUMN agreements.template_draft.template IS 'The name that it is to have; it may be no good one yet';

GRANT SELECT, INSERT, UPDATE, DELETE ON agreements.template_draft TO datastore_app;
