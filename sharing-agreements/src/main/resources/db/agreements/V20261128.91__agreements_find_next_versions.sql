-- Home pages ask for the few agreements of which a next version is being written or signed; without these all are read.
CREATE INDEX agreement_by_next ON agreements.agreement (next_by) WHERE next_by IS NOT NULL;
CREATE INDEX agreement_by_next_round ON agreements.agreement (next_round) WHERE next_round IS NOT NULL;
