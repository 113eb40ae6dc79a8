-- Which assessments wait for advice is asked of the database: beside each text stands its digest, and
-- beside each revision of an assessment whether it was written in full, and by which rules that was
-- found. Rows from before have neither; they are read one by one until they are written again.

ALTER TABLE agreements.edition
    ADD COLUMN terms_digest text CHECK (terms_digest ~ '^[0-9a-f]{64}$');
COMMENT ON COLUMN agreements.edition.terms_digest IS
    'SHA-256 of these terms, as an assessment of them has it; null in rows from before';

ALTER TABLE agreements.dpia
    ADD COLUMN judged_by text CHECK (length(judged_by) BETWEEN 1 AND 200),
    ADD COLUMN in_full boolean,
    ADD CONSTRAINT dpia_judged CHECK ((judged_by IS NULL) = (in_full IS NULL));
COMMENT ON COLUMN agreements.dpia.judged_by IS
    'Versions of the rules by which in_full was found; by others it may be otherwise';
COMMENT ON COLUMN agreements.dpia.in_full IS 'Whether all that comes before advice was written';
