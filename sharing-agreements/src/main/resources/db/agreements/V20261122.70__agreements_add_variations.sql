-- An agreement in force can be varied: its next version is written and signed beside it, under the
-- same reference, and takes its place when those have signed whom the change concerns.

ALTER TABLE agreements.agreement
    ADD COLUMN editions integer,
    ADD COLUMN rounds integer,
    ADD COLUMN next_edition integer CHECK (next_edition >= 1),
    ADD COLUMN next_round integer CHECK (next_round >= 1),
    ADD COLUMN next_step integer CHECK (next_step >= 1),
    ADD COLUMN next_demanded text[] NOT NULL DEFAULT '{}' CHECK (cardinality(next_demanded) <= 10),
    ADD COLUMN next_by text;
UPDATE agreements.agreement SET editions = edition, rounds = round;
ALTER TABLE agreements.agreement
    ALTER COLUMN editions SET NOT NULL,
    ALTER COLUMN rounds SET NOT NULL,
    ADD CONSTRAINT agreement_counters CHECK (editions >= edition AND rounds >= round),
    ADD CONSTRAINT agreement_next CHECK ((next_edition IS NULL) = (next_by IS NULL)
        AND (next_round IS NULL) = (next_step IS NULL)
        AND (next_round IS NULL OR next_edition IS NOT NULL));
COMMENT ON COLUMN agreements.agreement.editions IS 'Last number given to an edition of its terms';
COMMENT ON COLUMN agreements.agreement.rounds IS 'Last number given to a round of signing';
COMMENT ON COLUMN agreements.agreement.next_edition IS
    'Terms of the version that is being written; null while it is not being varied';
COMMENT ON COLUMN agreements.agreement.next_round IS
    'Round in which that version is being signed; null while it is being written';

ALTER TABLE agreements.step DROP CONSTRAINT step_what_check;
ALTER TABLE agreements.step ADD CONSTRAINT step_what_check CHECK (what IN
    ('drafted', 'edited', 'proposed', 'approved', 'signed-off', 'returned', 'nudged', 'invited',
     'left', 'suspended', 'resumed', 'terminated', 'superseded', 'varied', 'variation-edited',
     'variation-proposed', 'variation-approved', 'variation-signed-off', 'variation-returned',
     'variation-withdrawn', 'adopted'));

GRANT UPDATE (editions, rounds, next_edition, next_round, next_step, next_demanded, next_by)
    ON agreements.agreement TO datastore_app;
