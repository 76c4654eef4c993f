-- A credit that one kind of file told of and another kind tells of again has a second identity: the other file's.

ALTER TABLE house.bank_line ADD COLUMN other_identity text;
COMMENT ON COLUMN house.bank_line.other_identity IS 'its key in the other kind of file (fixed width, or ISO 20022) that told of it too';
CREATE UNIQUE INDEX bank_line_other ON house.bank_line (bank_account_id, other_identity) WHERE other_identity IS NOT NULL;
CREATE INDEX bank_line_facts ON house.bank_line (bank_account_id, booked_on, amount_minor)
    WHERE credit AND other_identity IS NULL;
