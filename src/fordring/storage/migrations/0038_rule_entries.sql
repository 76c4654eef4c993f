-- What the operator did to the rules of follow-up: figures added, figures verified at their source, entries withdrawn.
-- Written once: an entry is undone by another that withdraws it.

CREATE TABLE house.rule_entry (
    entry_no    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    deed        text NOT NULL CHECK (deed IN ('add', 'verify', 'withdraw')),
    country     text NOT NULL CHECK (country IN ('NO', 'SE', 'FI')),
    item        text,
    payer       text CHECK (payer IN ('any', 'consumer', 'business')),
    up_to_minor bigint CHECK (up_to_minor > 0),
    valid_from  date,
    valid_to    date CHECK (valid_to >= valid_from),
    value       bigint CHECK (value >= 0),
    source      text NOT NULL CHECK (source <> ''),
    withdraws   integer UNIQUE REFERENCES house.rule_entry,
    made_by     text NOT NULL CHECK (made_by <> ''),
    made_at     timestamptz NOT NULL,
    CHECK ((deed = 'withdraw') = (withdraws IS NOT NULL)),
    CHECK ((deed = 'withdraw') = (item IS NULL)),
    CHECK ((item IS NULL) = (value IS NULL) AND (item IS NULL) = (valid_from IS NULL) AND (item IS NULL) = (payer IS NULL))
);
COMMENT ON COLUMN house.rule_entry.up_to_minor IS 'the principal its tier reaches to, none without limit';
COMMENT ON COLUMN house.rule_entry.value IS 'minor units, basis points, days or a count, as its item has it';
COMMENT ON COLUMN house.rule_entry.source IS 'where it was read, or why it is withdrawn';
COMMENT ON COLUMN house.rule_entry.made_at IS 'wall clock';

CREATE FUNCTION house.refuse_rule_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'entries of rules are written once: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER rule_entry_written_once BEFORE UPDATE OR DELETE ON house.rule_entry
    FOR EACH ROW EXECUTE FUNCTION house.refuse_rule_change();
CREATE TRIGGER rule_entry_no_truncate BEFORE TRUNCATE ON house.rule_entry
    FOR EACH STATEMENT EXECUTE FUNCTION house.refuse_rule_change();

GRANT SELECT, INSERT ON house.rule_entry TO fordring_app;
