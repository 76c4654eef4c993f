-- Reconciliation begins where the last one ended: what it came to of each account is kept, and what was recorded or
-- booked since is all that is read.

CREATE TABLE house.bank_reconciled (
    bank_account_id uuid PRIMARY KEY REFERENCES house.bank_account,
    day             date NOT NULL,
    recorded_before timestamptz NOT NULL,
    ledger_minor    bigint NOT NULL,
    unlike          jsonb NOT NULL,
    at              timestamptz NOT NULL
);
COMMENT ON TABLE house.bank_reconciled IS 'up to which balance of the bank''s, of what was recorded until when, an account was compared with the ledger';
COMMENT ON COLUMN house.bank_reconciled.unlike IS '{cause: [minor, day]}: what the ledger has of the movements that the two told otherwise, and since when';
GRANT SELECT, INSERT, UPDATE ON house.bank_reconciled TO fordring_app;

-- Both days grow with the rows, so that a range of pages is all an index must know; it costs writers next to nothing.
CREATE INDEX entry_days ON entry USING brin (value_on, recorded_at);
CREATE INDEX bank_line_days ON house.bank_line USING brin (booked_on, recorded_at);
CREATE INDEX bank_line_sent ON house.bank_line (bank_account_id, (remittance ->> 'end_to_end_id'))
    WHERE NOT credit AND remittance ? 'end_to_end_id';
