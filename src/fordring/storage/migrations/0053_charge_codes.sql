-- By which codes of its own a bank calls a debit its charge is agreed account by account.

ALTER TABLE house.bank_account ADD COLUMN charge_codes text[];
COMMENT ON COLUMN house.bank_account.charge_codes IS 'null where the usual codes are taken';
ALTER TABLE house.bank_account_event
    DROP CONSTRAINT bank_account_event_what_check,
    ADD CONSTRAINT bank_account_event_what_check CHECK (what IN ('pain_version', 'four_eyes', 'charge_codes'));
