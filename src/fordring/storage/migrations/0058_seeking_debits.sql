-- A debit that takes back a credit which comes in a file behind its own, or beside it, finds it once that is booked.

ALTER TABLE house.bank_line ADD COLUMN seeks jsonb;
COMMENT ON COLUMN house.bank_line.seeks IS 'of a debit that has found no credit to take back: {"keys", "end_to_end_id", "references"} that it names one by';
CREATE INDEX bank_line_seeking ON house.bank_line (bank_account_id, recorded_at) WHERE seeks IS NOT NULL;
