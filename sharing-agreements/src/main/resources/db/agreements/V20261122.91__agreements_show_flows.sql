-- Who gives data to whom: one row for each agreement, giver and receiver that have signed in every office and have not left.
-- The same conditions as those by which letters go out and agreements are in force.

CREATE VIEW agreements.standing_party AS
SELECT a.reference, p.agency, p.provides, p.receives
FROM agreements.agreement a
JOIN agreements.party p ON p.reference = a.reference AND p.edition = a.edition
WHERE NOT EXISTS (SELECT FROM agreements.step l WHERE l.reference = a.reference
        AND l.number >= a.round_step AND l.what = 'left' AND l.agency = p.agency)
    AND NOT EXISTS (SELECT FROM unnest(a.demanded || 'ig-lead'::text) AS n (office)
        WHERE NOT EXISTS (SELECT FROM agreements.signature s
            WHERE s.reference = a.reference AND s.round = a.round
                AND s.agency = p.agency AND s.office = n.office));

CREATE VIEW agreements.flow AS
SELECT giver.reference, giver.agency AS giver, receiver.agency AS receiver
FROM agreements.standing_party giver
JOIN agreements.standing_party receiver ON receiver.reference = giver.reference
WHERE giver.provides AND receiver.receives AND giver.agency <> receiver.agency;

GRANT SELECT ON agreements.standing_party, agreements.flow TO datastore_app;
