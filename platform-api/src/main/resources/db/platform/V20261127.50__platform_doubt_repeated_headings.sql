-- Of columns with one heading only the first was taken in, while the version counted as complete: a person in another
-- one would have been missed. Such a version is one that may hold anybody.
UPDATE platform.subject_batch AS batch SET complete = false
FROM platform.identifying_column AS declared, platform.version AS version
WHERE batch.complete
    AND (declared.agency, declared.name) = (batch.agency, batch.name)
    AND (version.agency, version.name, version.number) = (batch.agency, batch.name, batch.number)
    AND declared.column_name || ' (2)' = ANY (version.columns);
