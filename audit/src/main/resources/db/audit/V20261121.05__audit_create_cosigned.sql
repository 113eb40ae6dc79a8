-- The newest checkpoint with the signatures that take longer: ML-DSA-44 of the log, and those of the witnesses.
-- It follows the head, about once a second, and is what anybody gets to see.
CREATE TABLE audit.cosigned (
    the_only_row boolean     PRIMARY KEY DEFAULT true CHECK (the_only_row),
    size         bigint      NOT NULL CHECK (size > 0),
    root         bytea       NOT NULL CHECK (octet_length(root) = 32),
    checkpoint   text        NOT NULL CHECK (octet_length(checkpoint) <= 524288),
    signed_at    timestamptz NOT NULL
);

-- Others may have seen what was cosigned: it never goes back, and a size never gets another root.
CREATE FUNCTION audit.refuse_going_back() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $$
BEGIN
    IF NEW.size < OLD.size OR (NEW.size = OLD.size AND NEW.root <> OLD.root) THEN
        RAISE EXCEPTION 'what was cosigned at size % is not taken back: % is refused', OLD.size, NEW.size
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER cosigned_never_goes_back BEFORE UPDATE ON audit.cosigned
    FOR EACH ROW EXECUTE FUNCTION audit.refuse_going_back();
ALTER TABLE audit.cosigned ENABLE ALWAYS TRIGGER cosigned_never_goes_back;

CREATE TRIGGER cosigned_is_never_lost BEFORE DELETE OR TRUNCATE ON audit.cosigned
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
ALTER TABLE audit.cosigned ENABLE ALWAYS TRIGGER cosigned_is_never_lost;

GRANT SELECT, INSERT, UPDATE ON audit.cosigned TO datastore_audit;
