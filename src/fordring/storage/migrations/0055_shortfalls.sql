-- A balance below nothing is invoiced by a merchant of the operator's own; what made it is put into the shortfall.

INSERT INTO ledger_account (account, meaning) VALUES
    ('owed.operator.shortfalls', 'what merchants owed and were invoiced for, for the operator to bear until they pay');

ALTER TABLE house.bank_account ADD COLUMN shortfall_invoicer uuid;
COMMENT ON COLUMN house.bank_account.shortfall_invoicer IS
    'the merchant that invoices what others owe on this account; null where nobody does';
ALTER TABLE house.bank_account_event
    DROP CONSTRAINT bank_account_event_what_check,
    ADD CONSTRAINT bank_account_event_what_check
        CHECK (what IN ('pain_version', 'four_eyes', 'charge_codes', 'shortfall_invoicer'));

CREATE TABLE shortfall (
    merchant_id     uuid NOT NULL REFERENCES merchant,
    shortfall_id    uuid NOT NULL,
    bank_account_id uuid NOT NULL,
    entry_id        uuid NOT NULL,
    currency        text NOT NULL,
    amount_minor    bigint NOT NULL CHECK (amount_minor > 0),
    as_of           date NOT NULL,
    invoicer_id     uuid NOT NULL,
    claim_id        uuid NOT NULL,
    created_by      text NOT NULL,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, shortfall_id)
);
COMMENT ON TABLE shortfall IS 'what a merchant owed and was invoiced for; claim_id is a claim of invoicer_id on it';
COMMENT ON COLUMN shortfall.as_of IS 'the day by the clock of the merchant, as created_at is';
GRANT SELECT, INSERT ON shortfall TO fordring_app;

COMMENT ON COLUMN payable.payout_id IS 'the payout, or the shortfall, that it was put into; null while it waits';
