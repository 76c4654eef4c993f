-- Who changed what payment orders from a client account are like; and what payers owe that the operator gives up.

CREATE TABLE house.bank_account_event (
    bank_account_id uuid NOT NULL REFERENCES house.bank_account,
    event_no        integer NOT NULL,
    what            text NOT NULL CHECK (what IN ('pain_version', 'four_eyes')),
    was             text NOT NULL,
    became          text NOT NULL,
    by              text NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (bank_account_id, event_no)
);
COMMENT ON TABLE house.bank_account_event IS 'who changed a setting of a client account and when, by the wall clock';
GRANT SELECT, INSERT ON house.bank_account_event TO fordring_app;

INSERT INTO ledger_account (account, meaning) VALUES
    ('owed.operator.losses', 'what payers owed of refunds and the operator gave up, for the operator to bear');
