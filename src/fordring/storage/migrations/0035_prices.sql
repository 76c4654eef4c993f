-- Dated prices of the operator's contracts with its merchants.

CREATE TABLE price_rule (
    merchant_id       uuid NOT NULL REFERENCES merchant,
    valid_from        date NOT NULL,
    commission_bp     integer NOT NULL CHECK (commission_bp BETWEEN 0 AND 10000),
    vat_bp            integer NOT NULL CHECK (vat_bp BETWEEN 0 AND 10000),
    per_payment_minor bigint NOT NULL CHECK (per_payment_minor >= 0),
    per_payout_minor  bigint NOT NULL CHECK (per_payout_minor >= 0),
    created_by        text NOT NULL,
    recorded_at       timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, valid_from)
);
COMMENT ON TABLE price_rule IS 'what the operator keeps of payouts sent from a day on; before the first, the rates in merchant hold';

GRANT SELECT, INSERT ON price_rule TO fordring_app;
