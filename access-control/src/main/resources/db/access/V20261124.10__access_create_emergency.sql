-- Emergency access: what owners arrange beforehand, who is on duty, what was opened and who reviewed it. The identifier of
-- the person whom it is about is nowhere: only its keyed hash is.

CREATE TABLE access.emergency_word (
    list  text    NOT NULL CHECK (list IN ('duty-role', 'reason', 'basis')),
    code  text    NOT NULL CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
    title text    NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    place integer NOT NULL,
    PRIMARY KEY (list, code)
);

INSERT INTO access.emergency_word (list, code, title, place) VALUES
    ('duty-role', 'duty-social-worker', 'Duty social worker', 1),
    ('duty-role', 'mash', 'Multi-agency safeguarding hub (MASH) practitioner', 2),
    ('duty-role', 'police-supervisor', 'Police duty supervisor', 3),
    ('duty-role', 'fire-control', 'Fire brigade control officer', 4),
    ('duty-role', 'ed-safeguarding-lead', 'Safeguarding lead of an emergency department', 5),
    ('duty-role', 'emergency-planning', 'Emergency planning duty officer', 6),
    ('reason', 'risk-to-life', 'Immediate risk to somebody’s life', 1),
    ('reason', 'child-at-risk', 'A child at risk of significant harm', 2),
    ('reason', 'adult-at-risk', 'An adult at risk of abuse or neglect', 3),
    ('reason', 'missing-person', 'A missing person at high risk', 4),
    ('reason', 'domestic-abuse', 'Domestic abuse with a risk of serious harm', 5),
    ('reason', 'medical-emergency', 'A medical emergency', 6),
    ('reason', 'fire-or-rescue', 'A fire or a rescue', 7),
    ('reason', 'major-incident', 'A major incident (Civil Contingencies Act 2004)', 8),
    ('basis', 'vital-interests',
        'Vital interests: UK GDPR Article 6(1)(d), and 9(2)(c) where the person cannot consent', 1),
    ('basis', 'public-task-safeguarding',
        'Public task: Article 6(1)(e), with DPA 2018 Schedule 1 paragraph 18 (safeguarding)', 2),
    ('basis', 'legal-obligation',
        'Legal obligation: Article 6(1)(c), such as Children Act 1989 s.47 or Care Act 2014 s.42', 3),
    ('basis', 'recognised-safeguarding',
        'Recognised legitimate interest: Article 6(1)(ea), safeguarding a vulnerable individual', 4),
    ('basis', 'recognised-emergency',
        'Recognised legitimate interest: Article 6(1)(ea), an emergency', 5),
    ('basis', 'law-enforcement',
        'Law enforcement: DPA 2018 s.35, strictly necessary where the data is sensitive', 6);

-- What the owner of a dataset lets be seen of it in an emergency. Written once, ended once; a new one ends the one before.
CREATE TABLE access.emergency_arrangement (
    id             uuid        PRIMARY KEY,
    owner          text        NOT NULL CHECK (length(owner) BETWEEN 1 AND 32),
    dataset        text        NOT NULL CHECK (length(dataset) BETWEEN 3 AND 133),
    columns        text[]      NOT NULL CHECK (cardinality(columns) BETWEEN 1 AND 200),
    subject_column text        NOT NULL CHECK (length(subject_column) BETWEEN 1 AND 200),
    subject_kind   text        NOT NULL CHECK (length(subject_kind) BETWEEN 1 AND 64),
    call           text        NOT NULL CHECK (length(call) BETWEEN 1 AND 200),
    set_by         text        NOT NULL,
    set_by_name    text        NOT NULL,
    set_at         timestamptz NOT NULL,
    ended_by       text,
    ended_by_name  text,
    ended_at       timestamptz,
    ended_why      text        CHECK (length(ended_why) BETWEEN 1 AND 2000),
    CONSTRAINT emergency_arrangement_is_its_owners CHECK (owner = split_part(dataset, '/', 1)),
    CONSTRAINT emergency_arrangement_is_ended_by_somebody_for_a_reason
        CHECK (num_nulls(ended_by, ended_by_name, ended_at, ended_why) IN (0, 4))
);
CREATE UNIQUE INDEX emergency_arrangement_stands ON access.emergency_arrangement (dataset) WHERE ended_at IS NULL;
CREATE INDEX emergency_arrangement_by_owner ON access.emergency_arrangement (owner, id DESC);

-- Who may use it: a duty role of another agency.
CREATE TABLE access.emergency_arrangement_duty (
    arrangement uuid NOT NULL REFERENCES access.emergency_arrangement (id),
    agency      text NOT NULL CHECK (length(agency) BETWEEN 1 AND 32),
    role        text NOT NULL,
    PRIMARY KEY (arrangement, agency, role)
);

CREATE TABLE access.duty_appointment (
    id            uuid        PRIMARY KEY,
    person        text        NOT NULL CHECK (length(person) BETWEEN 1 AND 128 AND person = lower(person)),
    agency        text        NOT NULL CHECK (length(agency) BETWEEN 1 AND 32),
    role          text        NOT NULL,
    from_at       timestamptz NOT NULL,
    until_at      timestamptz NOT NULL,
    set_by        text        NOT NULL,
    set_by_name   text        NOT NULL,
    ended_by      text,
    ended_by_name text,
    ended_at      timestamptz,
    CONSTRAINT duty_appointment_ends_after_it_starts CHECK (until_at > from_at),
    CONSTRAINT duty_appointment_is_nobodys_own CHECK (person <> lower(set_by) AND person <> lower(set_by_name)),
    CONSTRAINT duty_appointment_is_ended_by_somebody CHECK (num_nulls(ended_by, ended_by_name, ended_at) IN (0, 3))
);
CREATE INDEX duty_appointment_by_person ON access.duty_appointment (person) WHERE ended_at IS NULL;
CREATE INDEX duty_appointment_by_agency ON access.duty_appointment (agency, id DESC);

-- One person's access to what is known about one other person, for hours. Times and reviews keep to the rules here too.
CREATE TABLE access.emergency_access (
    id               uuid        PRIMARY KEY,
    arrangement      uuid        NOT NULL REFERENCES access.emergency_arrangement (id),
    owner            text        NOT NULL,
    dataset          text        NOT NULL,
    holder           text        NOT NULL,
    holder_name      text        NOT NULL,
    agency           text        NOT NULL,
    role             text        NOT NULL,
    subject_kind     text        NOT NULL,
    subject_hash     text        NOT NULL CHECK (subject_hash ~ '^[0-9a-f]{64}$'),
    columns          text[]      NOT NULL CHECK (cardinality(columns) BETWEEN 1 AND 200),
    reason           text        NOT NULL,
    basis            text        NOT NULL,
    justification    text        NOT NULL CHECK (length(justification) BETWEEN 20 AND 2000),
    case_reference   text        NOT NULL CHECK (length(case_reference) BETWEEN 1 AND 100),
    from_at          timestamptz NOT NULL,
    until_at         timestamptz NOT NULL,
    renewed_by       text,
    renewed_by_name  text,
    renewed_at       timestamptz,
    ended_by         text,
    ended_by_name    text,
    ended_at         timestamptz,
    ended_why        text        CHECK (length(ended_why) BETWEEN 1 AND 2000),
    review_due       timestamptz NOT NULL,
    escalated_from   timestamptz NOT NULL,
    reviewed_by      text,
    reviewed_by_name text,
    reviewed_at      timestamptz,
    outcome          text        CHECK (outcome IN ('justified', 'justified-with-learning', 'not-justified')),
    note             text        CHECK (length(note) BETWEEN 1 AND 2000),
    CONSTRAINT emergency_access_is_short CHECK (
        until_at > from_at AND until_at <= coalesce(renewed_at, from_at) + interval '24 hours'),
    CONSTRAINT emergency_access_is_renewed_by_a_second_person CHECK (
        num_nulls(renewed_by, renewed_by_name, renewed_at) IN (0, 3) AND renewed_by <> holder),
    CONSTRAINT emergency_access_is_ended_by_somebody_for_a_reason
        CHECK (num_nulls(ended_by, ended_by_name, ended_at, ended_why) IN (0, 4)),
    CONSTRAINT emergency_access_is_reviewed_by_somebody_else CHECK (
        num_nulls(reviewed_by, reviewed_by_name, reviewed_at, outcome, note) IN (0, 5) AND reviewed_by <> holder)
);
CREATE INDEX emergency_access_by_owner ON access.emergency_access (owner, id DESC);
CREATE INDEX emergency_access_by_agency ON access.emergency_access (agency, id DESC);
CREATE INDEX emergency_access_to_review ON access.emergency_access (review_due) WHERE reviewed_at IS NULL;
CREATE INDEX emergency_access_running ON access.emergency_access (dataset, until_at) WHERE ended_at IS NULL;

-- That somebody asked and was not told is written down as well.
CREATE TABLE access.decision_not_to_share (
    id             uuid        PRIMARY KEY,
    agency         text        NOT NULL,
    asked_by       text        NOT NULL,
    dataset        text        CHECK (length(dataset) BETWEEN 3 AND 133),
    subject_kind   text,
    subject_hash   text        CHECK (subject_hash ~ '^[0-9a-f]{64}$'),
    why            text        NOT NULL CHECK (length(why) BETWEEN 20 AND 2000),
    case_reference text        NOT NULL CHECK (length(case_reference) BETWEEN 1 AND 100),
    decided_by     text        NOT NULL,
    decided_by_name text       NOT NULL,
    decided_at     timestamptz NOT NULL,
    CONSTRAINT decision_not_to_share_names_a_kind_and_its_hash CHECK (num_nulls(subject_kind, subject_hash) IN (0, 2))
);
CREATE INDEX decision_not_to_share_by_agency ON access.decision_not_to_share (agency, id DESC);

GRANT SELECT ON access.emergency_word TO datastore_app;
GRANT SELECT, INSERT ON access.emergency_arrangement, access.emergency_arrangement_duty, access.duty_appointment,
    access.emergency_access, access.decision_not_to_share TO datastore_app;
GRANT UPDATE (ended_by, ended_by_name, ended_at, ended_why) ON access.emergency_arrangement TO datastore_app;
GRANT UPDATE (ended_by, ended_by_name, ended_at) ON access.duty_appointment TO datastore_app;
GRANT UPDATE (until_at, renewed_by, renewed_by_name, renewed_at, ended_by, ended_by_name, ended_at, ended_why, review_due,
    escalated_from, reviewed_by, reviewed_by_name, reviewed_at, outcome, note) ON access.emergency_access TO datastore_app;
