-- A credit that the bank numbers in no way is known by its facts. Which statement of each kind told of it says whether an
-- equal one is the same again, or may be another payment.

ALTER TABLE house.bank_line ADD COLUMN told_by jsonb;
COMMENT ON COLUMN house.bank_line.told_by IS 'of a line known by its facts: the statement of each kind of message that told of it, {kind: id}';
