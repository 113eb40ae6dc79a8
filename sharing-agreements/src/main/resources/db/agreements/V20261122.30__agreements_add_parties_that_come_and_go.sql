-- Parties sign while it is active, are reminded, are invited later, and leave; and an agreement can
-- be superseded by another one. All of it is steps, and steps are only ever added.

ALTER TABLE agreements.step ADD COLUMN about text NOT NULL DEFAULT '' CHECK (length(about) <= 100);
COMMENT ON COLUMN agreements.step.about IS
    'The agency reminded or invited, or the agreement that took its place; empty elsewhere';
ALTER TABLE agreements.step DROP CONSTRAINT step_what_check;
ALTER TABLE agreements.step ADD CONSTRAINT step_what_check CHECK (what IN
    ('drafted', 'edited', 'proposed', 'approved', 'returned', 'nudged', 'invited', 'left',
     'suspended', 'resumed', 'terminated', 'superseded'));

ALTER TABLE agreements.agreement
    ADD COLUMN round_step integer NOT NULL DEFAULT 0 CHECK (round_step >= 0),
    ADD COLUMN superseded_by text REFERENCES agreements.agreement CHECK (superseded_by <> reference);
COMMENT ON COLUMN agreements.agreement.round_step IS
    'Number of the step that began the round of signing; later steps say who came and went in it';
ALTER TABLE agreements.agreement DROP CONSTRAINT agreement_state_check;
ALTER TABLE agreements.agreement ADD CONSTRAINT agreement_state_check CHECK (state IN
    ('draft', 'proposed', 'active', 'suspended', 'terminated', 'superseded'));
ALTER TABLE agreements.agreement DROP CONSTRAINT agreement_check4;
ALTER TABLE agreements.agreement ADD CONSTRAINT agreement_stopped CHECK (
    num_nonnulls(stopped_by_agency, stopped_by_person, stopped_by_name, stopped_at, stop_reason)
        = CASE WHEN state IN ('suspended', 'terminated', 'superseded') THEN 5 ELSE 0 END);
ALTER TABLE agreements.agreement ADD CONSTRAINT agreement_superseded CHECK (
    (superseded_by IS NOT NULL) = (state = 'superseded'));

GRANT UPDATE (round_step, superseded_by) ON agreements.agreement TO datastore_app;
