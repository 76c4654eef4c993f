-- Payment plans: what was agreed on with a payer, and its instalments, each with a payment reference of its own.

CREATE TABLE payment_plan (
    merchant_id      uuid NOT NULL,
    plan_id          uuid NOT NULL,
    claim_id         uuid NOT NULL,
    plan_no          integer NOT NULL,
    state            text NOT NULL CHECK (state IN ('active', 'kept', 'broken', 'cancelled')),
    agreed_on        date NOT NULL,
    accepted_by      text NOT NULL,
    accepted_how     text NOT NULL,
    agreed           jsonb NOT NULL,
    fee_minor        bigint NOT NULL CHECK (fee_minor >= 0),
    whose            text NOT NULL CHECK (whose IN ('merchant', 'operator')),
    notice_fee_minor bigint NOT NULL CHECK (notice_fee_minor >= 0),
    terms            jsonb NOT NULL,
    stop_id          uuid NOT NULL,
    document_id      uuid,
    note             text NOT NULL,
    look_on          date,
    ended_on         date,
    ended_because    text NOT NULL DEFAULT '',
    created_at       timestamptz NOT NULL,
    created_by       text NOT NULL,
    recorded_at      timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, plan_id),
    FOREIGN KEY (merchant_id, claim_id) REFERENCES claim,
    CHECK ((state = 'active') = (ended_on IS NULL)),
    CHECK ((state = 'active') = (look_on IS NOT NULL))
);
COMMENT ON COLUMN payment_plan.agreed IS 'what was owed that day in its three parts, the fee and the interest up to it within';
COMMENT ON COLUMN payment_plan.look_on IS 'the day on which something is next to be done for it';
CREATE UNIQUE INDEX payment_plan_claim ON payment_plan (merchant_id, claim_id, plan_no);
CREATE UNIQUE INDEX payment_plan_active ON payment_plan (merchant_id, claim_id) WHERE state = 'active';
CREATE INDEX payment_plan_look ON payment_plan (merchant_id, look_on) WHERE state = 'active';
CREATE INDEX payment_plan_kept ON payment_plan (merchant_id, ended_on) WHERE state = 'kept';

CREATE TABLE instalment (
    merchant_id   uuid NOT NULL,
    plan_id       uuid NOT NULL,
    instalment_no integer NOT NULL,
    due_on        date NOT NULL,
    amount_minor  bigint NOT NULL CHECK (amount_minor > 0),
    reference     text NOT NULL,
    fee_minor     bigint NOT NULL DEFAULT 0 CHECK (fee_minor >= 0),
    noticed_on    date,
    reminded_on   date,
    PRIMARY KEY (merchant_id, plan_id, instalment_no),
    FOREIGN KEY (merchant_id, plan_id) REFERENCES payment_plan
);
COMMENT ON COLUMN instalment.reference IS 'its own, among house.reference: a payment by it is matched to the claim';
COMMENT ON COLUMN instalment.fee_minor IS 'of its notice, once that is sent; paid with it';

ALTER TABLE payer_request
    DROP CONSTRAINT payer_request_kind_check,
    ADD CONSTRAINT payer_request_kind_check
        CHECK (kind IN ('paid', 'dispute', 'more_time', 'refund_account', 'plan')),
    ADD COLUMN monthly_minor bigint CHECK (monthly_minor > 0),
    ADD COLUMN instalments   integer CHECK (instalments > 0);
COMMENT ON COLUMN payer_request.monthly_minor IS 'of a plan: how much a month the payer wants to pay, or else in how many instalments';

GRANT SELECT, INSERT, UPDATE ON payment_plan, instalment TO fordring_app;
