-- A reading that said it came from the future was somebody's last one for good. Events now count as no later than
-- five minutes after they were stored.
UPDATE audit.alert_tally SET last_at = now() WHERE last_at > now() + interval '5 min';
