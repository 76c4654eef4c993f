-- A line whose days cannot be is a question until a person says its day; none is made up for it.

ALTER TABLE house.bank_line ADD COLUMN day_unknown boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN house.bank_line.day_unknown IS 'the bank says no day of it that can be: booked_on and value_on are when it was read, until a person says the day';
COMMENT ON COLUMN house.bank_line.may_repeat IS 'equal to a line in another statement of its kind, the bank numbering neither, or of a day that is not known; noted, it is a line told again';
