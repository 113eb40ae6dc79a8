-- Comments on clauses: what a lead has to say of a text that is being written or signed, and what
-- the others answer. The platform's role can add and read, nothing else.

CREATE TABLE agreements.comment (
    reference text NOT NULL,
    number integer NOT NULL CHECK (number BETWEEN 1 AND 1000),
    version integer NOT NULL CHECK (version >= 1),
    edition integer NOT NULL,
    clause text NOT NULL CHECK (length(clause) BETWEEN 1 AND 600),
    said text NOT NULL CHECK (length(said) BETWEEN 1 AND 2000),
    agency text NOT NULL,
    person text NOT NULL,
    name text NOT NULL,
    said_at timestamptz NOT NULL,
    PRIMARY KEY (reference, number),
    FOREIGN KEY (reference, edition) REFERENCES agreements.edition
);
COMMENT ON COLUMN agreements.comment.edition IS 'The very text that it is about';
COMMENT ON COLUMN agreements.comment.clause IS
    'A field, a heading A to I, or particulars.PLACE.QUESTION';

CREATE TABLE agreements.comment_answer (
    reference text NOT NULL,
    comment integer NOT NULL,
    number integer NOT NULL CHECK (number BETWEEN 1 AND 51),
    settles boolean NOT NULL,
    said text NOT NULL CHECK (length(said) <= 2000 AND (settles OR length(said) >= 1)),
    agency text NOT NULL,
    person text NOT NULL,
    name text NOT NULL,
    said_at timestamptz NOT NULL,
    PRIMARY KEY (reference, comment, number),
    FOREIGN KEY (reference, comment) REFERENCES agreements.comment (reference, number)
);
CREATE UNIQUE INDEX comment_settled_once ON agreements.comment_answer (reference, comment)
    WHERE settles;

GRANT SELECT, INSERT ON agreements.comment, agreements.comment_answer TO datastore_app;
