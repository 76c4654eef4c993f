-- Payment orders: what the bank's agreement wants of them, who made and released them, and what the bank answered.

ALTER TABLE house.bank_account
    ADD COLUMN pain_version text NOT NULL DEFAULT '09' CHECK (pain_version IN ('03', '09')),
    ADD COLUMN four_eyes boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN house.bank_account.four_eyes IS 'an order from this account is released by another client than the one that made it';

-- Orders made before this are files that were handed out already; their bytes stay what they are.
ALTER TABLE house.payment_order
    ADD COLUMN pain_version text NOT NULL DEFAULT '09' CHECK (pain_version IN ('03', '09')),
    ADD COLUMN service_level text NOT NULL DEFAULT '',
    ADD COLUMN state text NOT NULL DEFAULT 'released' CHECK (state IN ('waiting', 'released')),
    ADD COLUMN made_by text NOT NULL DEFAULT 'fordring';
ALTER TABLE house.payment_order
    ALTER COLUMN pain_version DROP DEFAULT,
    ALTER COLUMN service_level DROP DEFAULT,
    ALTER COLUMN state DROP DEFAULT,
    ALTER COLUMN made_by DROP DEFAULT;
CREATE INDEX payment_order_waiting ON house.payment_order (created_at) WHERE state = 'waiting';

CREATE TABLE house.payment_order_event (
    order_id uuid NOT NULL REFERENCES house.payment_order,
    event_no integer NOT NULL,
    kind     text NOT NULL CHECK (kind IN ('made', 'released', 'fetched', 'refused_release', 'answered')),
    by       text NOT NULL,
    at       timestamptz NOT NULL,
    facts    jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (order_id, event_no)
);
COMMENT ON TABLE house.payment_order_event IS 'who did what with an order and when, by the wall clock; the bank''s answers too';

CREATE TABLE house.transfer_status (
    bank_file_id uuid NOT NULL REFERENCES house.bank_file,
    reference    text NOT NULL,
    order_id     uuid NOT NULL REFERENCES house.payment_order,
    answer       text NOT NULL CHECK (answer IN ('accepted', 'pending', 'rejected')),
    code         text NOT NULL,
    reason       text NOT NULL,
    outcome      text NOT NULL CHECK (outcome IN ('noted', 'taken_back', 'known', 'question', 'closed')),
    closed_by    text,
    recorded_at  timestamptz NOT NULL,
    PRIMARY KEY (bank_file_id, reference)
);
CREATE INDEX transfer_status_reference ON house.transfer_status (reference, recorded_at);
CREATE INDEX transfer_status_question ON house.transfer_status (recorded_at) WHERE outcome = 'question';
COMMENT ON COLUMN house.transfer_status.outcome IS 'question: refused after the bank had debited it, so a person must look';

GRANT SELECT, INSERT ON house.payment_order_event TO fordring_app;
GRANT SELECT, INSERT, UPDATE ON house.transfer_status TO fordring_app;

CREATE TABLE house.bank_balance (
    bank_account_id uuid NOT NULL REFERENCES house.bank_account,
    day             date NOT NULL,
    closing_minor   bigint NOT NULL,
    currency        text NOT NULL,
    bank_file_id    uuid NOT NULL REFERENCES house.bank_file,
    statement_id    text NOT NULL,
    recorded_at     timestamptz NOT NULL,
    PRIMARY KEY (bank_account_id, day)
);
COMMENT ON TABLE house.bank_balance IS 'the bank''s closing balance of each day whose statement was booked';
GRANT SELECT, INSERT, UPDATE ON house.bank_balance TO fordring_app;
