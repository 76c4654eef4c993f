-- Money received and sent: payments, payouts and their lines, refunds.

CREATE TABLE payment (
    merchant_id     uuid NOT NULL,
    payment_id      uuid NOT NULL,
    claim_id        uuid NOT NULL,
    bank_line_id    uuid NOT NULL,
    currency        text NOT NULL,
    amount_minor    bigint NOT NULL,
    principal_minor bigint NOT NULL,
    fees_minor      bigint NOT NULL,
    interest_minor  bigint NOT NULL,
    surplus_minor   bigint NOT NULL,
    paid_on         date NOT NULL,
    reason          text NOT NULL,
    recorded_at     timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, payment_id),
    FOREIGN KEY (merchant_id, claim_id) REFERENCES claim
);
CREATE INDEX payment_claim ON payment (merchant_id, claim_id);
CREATE INDEX payment_line ON payment (bank_line_id);

CREATE TABLE payout (
    merchant_id      uuid NOT NULL REFERENCES merchant,
    payout_id        uuid NOT NULL,
    bank_account_id  uuid NOT NULL,
    reference        text NOT NULL UNIQUE,
    order_id         uuid NOT NULL,
    state            text NOT NULL CHECK (state IN ('sent', 'confirmed', 'rejected')),
    currency         text NOT NULL,
    gross_minor      bigint NOT NULL CHECK (gross_minor > 0),
    commission_minor bigint NOT NULL,
    vat_minor        bigint NOT NULL,
    net_minor        bigint NOT NULL CHECK (net_minor > 0),
    payee_name       text NOT NULL,
    payee_country    text NOT NULL,
    payout_account   text NOT NULL,
    reason           text NOT NULL DEFAULT '',
    created_at       timestamptz NOT NULL,
    settled_at       timestamptz,
    PRIMARY KEY (merchant_id, payout_id),
    CHECK (gross_minor = commission_minor + vat_minor + net_minor)
);
CREATE INDEX payout_order ON payout (order_id);
CREATE INDEX payout_settled ON payout (merchant_id, settled_at DESC, payout_id DESC);

CREATE TABLE payable (
    merchant_id     uuid NOT NULL REFERENCES merchant,
    entry_id        uuid NOT NULL,
    line_no         integer NOT NULL,
    claim_id        uuid NOT NULL,
    purchase_id     uuid,
    bank_account_id uuid NOT NULL,
    currency        text NOT NULL,
    amount_minor    bigint NOT NULL,
    payout_id       uuid,
    PRIMARY KEY (merchant_id, entry_id, line_no)
);
CREATE INDEX payable_open ON payable (bank_account_id, merchant_id) WHERE payout_id IS NULL;
CREATE INDEX payable_payout ON payable (merchant_id, payout_id) WHERE payout_id IS NOT NULL;
COMMENT ON TABLE payable IS 'what was posted to owed.merchant and waits for, or went into, a payout; a line of the settlement';
COMMENT ON COLUMN payable.purchase_id IS 'set where the amount is principal of a purchase; fees and interest have rows of their own';

CREATE TABLE refund (
    merchant_id     uuid NOT NULL REFERENCES merchant,
    refund_id       uuid NOT NULL,
    claim_id        uuid NOT NULL,
    payment_id      uuid NOT NULL,
    bank_account_id uuid NOT NULL,
    currency        text NOT NULL,
    amount_minor    bigint NOT NULL CHECK (amount_minor > 0),
    to_account      text NOT NULL,
    state           text NOT NULL CHECK (state IN ('waiting', 'sent', 'confirmed', 'rejected')),
    reason          text NOT NULL,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, refund_id)
);
CREATE INDEX refund_waiting ON refund (state, created_at);
