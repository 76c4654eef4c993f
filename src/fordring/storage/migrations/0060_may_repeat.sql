-- A line that may be the same as one before it: a person takes it in, or says that it is the same and counts nowhere.

ALTER TABLE house.bank_line ADD COLUMN may_repeat boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN house.bank_line.may_repeat IS 'equal to a line in another statement of its kind, the bank numbering neither; noted, it is that line told again';
