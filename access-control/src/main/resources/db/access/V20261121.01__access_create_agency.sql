-- The agencies that take part: the 33 London boroughs with their GSS codes, and their partners.
CREATE TABLE access.agency (
    code     text PRIMARY KEY
             CONSTRAINT agency_code_is_a_code CHECK (code ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' AND length(code) <= 32),
    name     text NOT NULL CONSTRAINT agency_name_is_its_own UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
    kind     text NOT NULL
             CHECK (kind IN ('borough', 'police', 'fire', 'health', 'transport', 'mayor', 'oversight')),
    gss_code text CONSTRAINT agency_gss_code_is_its_own UNIQUE CHECK (gss_code ~ '^E[0-9]{8}$')
);

INSERT INTO access.agency (code, name, kind, gss_code) VALUES
    ('city-of-london',         'City of London',                         'borough',   'E09000001'),
    ('barking-and-dagenham',   'Barking and Dagenham',                   'borough',   'E09000002'),
    ('barnet',                 'Barnet',                                 'borough',   'E09000003'),
    ('bexley',                 'Bexley',                                 'borough',   'E09000004'),
    ('brent',                  'Brent',                                  'borough',   'E09000005'),
    ('bromley',                'Bromley',                                'borough',   'E09000006'),
    ('camden',                 'Camden',                                 'borough',   'E09000007'),
    ('croydon',                'Croydon',                                'borough',   'E09000008'),
    ('ealing',                 'Ealing',                                 'borough',   'E09000009'),
    ('enfield',                'Enfield',                                'borough',   'E09000010'),
    ('greenwich',              'Greenwich',                              'borough',   'E09000011'),
    ('hackney',                'Hackney',                                'borough',   'E09000012'),
    ('hammersmith-and-fulham', 'Hammersmith and Fulham',                 'borough',   'E09000013'),
    ('haringey',               'Haringey',                               'borough',   'E09000014'),
    ('harrow',                 'Harrow',                                 'borough',   'E09000015'),
    ('havering',               'Havering',                               'borough',   'E09000016'),
    ('hillingdon',             'Hillingdon',                             'borough',   'E09000017'),
    ('hounslow',               'Hounslow',                               'borough',   'E09000018'),
    ('islington',              'Islington',                              'borough',   'E09000019'),
    ('kensington-and-chelsea', 'Kensington and Chelsea',                 'borough',   'E09000020'),
    ('kingston-upon-thames',   'Kingston upon Thames',                   'borough',   'E09000021'),
    ('lambeth',                'Lambeth',                                'borough',   'E09000022'),
    ('lewisham',               'Lewisham',                               'borough',   'E09000023'),
    ('merton',                 'Merton',                                 'borough',   'E09000024'),
    ('newham',                 'Newham',                                 'borough',   'E09000025'),
    ('redbridge',              'Redbridge',                              'borough',   'E09000026'),
    ('richmond-upon-thames',   'Richmond upon Thames',                   'borough',   'E09000027'),
    ('southwark',              'Southwark',                              'borough',   'E09000028'),
    ('sutton',                 'Sutton',                                 'borough',   'E09000029'),
    ('tower-hamlets',          'Tower Hamlets',                          'borough',   'E09000030'),
    ('waltham-forest',         'Waltham Forest',                         'borough',   'E09000031'),
    ('wandsworth',             'Wandsworth',                             'borough',   'E09000032'),
    ('westminster',            'Westminster',                            'borough',   'E09000033'),
    ('mps',                    'Metropolitan Police Service',            'police',    NULL),
    ('lfb',                    'London Fire Brigade',                    'fire',      NULL),
    ('las',                    'London Ambulance Service',               'health',    NULL),
    ('tfl',                    'Transport for London',                   'transport', NULL),
    ('nhs-london',             'NHS England London region',              'health',    NULL),
    ('mopac',                  'Mayor''s Office for Policing and Crime', 'mayor',     NULL),
    ('gla',                    'Greater London Authority',               'mayor',     NULL),
    ('city',                   'City DataStore oversight',               'oversight', NULL);

GRANT USAGE ON SCHEMA access TO datastore_app;
GRANT SELECT ON access.agency TO datastore_app;
