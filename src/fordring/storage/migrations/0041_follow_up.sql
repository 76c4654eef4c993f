-- Follow-up: what merchants want of it, the steps taken, their letters, and what stops a claim or waits for a person.

CREATE TABLE follow_up_settings (
    merchant_id uuid NOT NULL REFERENCES merchant,
    settings_id uuid NOT NULL,
    business    boolean NOT NULL,
    settings    jsonb NOT NULL,
    created_at  timestamptz NOT NULL,
    created_by  text NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, settings_id)
);
COMMENT ON TABLE follow_up_settings IS 'never changed: the newest for a kind of payer is what holds; none: what is usual in the country';
CREATE INDEX follow_up_settings_newest ON follow_up_settings (merchant_id, business, settings_id DESC);

CREATE TABLE step (
    merchant_id       uuid NOT NULL,
    claim_id          uuid NOT NULL,
    step_no           integer NOT NULL,
    kind              text NOT NULL CHECK (kind IN ('advance_notice', 'reminder', 'compensation', 'collection_notice',
                                                    'payment_demand', 'heavy_demand', 'legal_action')),
    sent_on           date NOT NULL,
    pay_by            date,
    fee_minor         bigint NOT NULL CHECK (fee_minor >= 0),
    vat_minor         bigint NOT NULL CHECK (vat_minor >= 0),
    whose             text NOT NULL CHECK (whose IN ('merchant', 'operator')),
    interest_minor    bigint NOT NULL CHECK (interest_minor >= 0),
    ours              boolean NOT NULL,
    document_id       uuid,
    facts             jsonb NOT NULL,
    cancelled_on      date,
    cancelled_because text,
    cancelled_by      text,
    created_by        text NOT NULL,
    recorded_at       timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, claim_id, step_no),
    FOREIGN KEY (merchant_id, claim_id) REFERENCES claim,
    CHECK ((cancelled_on IS NULL) = (cancelled_because IS NULL))
);
COMMENT ON COLUMN step.ours IS 'false: the creditor took it before the claim was handed over';
COMMENT ON COLUMN step.interest_minor IS 'all interest that it asked for, up to and with the day it was sent';
COMMENT ON COLUMN step.facts IS 'why: the reasons, the figures and the rows of interest';

CREATE TABLE letter (
    merchant_id uuid NOT NULL,
    document_id uuid NOT NULL,
    kind        text NOT NULL,
    sent_on     date NOT NULL,
    content     jsonb NOT NULL,
    PRIMARY KEY (merchant_id, document_id),
    FOREIGN KEY (merchant_id, document_id) REFERENCES document
);
COMMENT ON TABLE letter IS 'what a letter says in figures, frozen when its step was taken; it may be about several claims';

CREATE TABLE follow_up_waiting (
    merchant_id uuid NOT NULL,
    claim_id    uuid NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('approval', 'person', 'failed')),
    step        text,
    reasons     jsonb NOT NULL,
    since       date NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, claim_id),
    FOREIGN KEY (merchant_id, claim_id) REFERENCES claim
);
COMMENT ON TABLE follow_up_waiting IS 'claims that go no further by themselves, and why; a row is gone when its claim goes on';
CREATE INDEX follow_up_waiting_since ON follow_up_waiting (since, merchant_id);

CREATE TABLE step_approval (
    merchant_id uuid NOT NULL,
    claim_id    uuid NOT NULL,
    step        text NOT NULL,
    approved_at timestamptz NOT NULL,
    approved_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, claim_id, step),
    FOREIGN KEY (merchant_id, claim_id) REFERENCES claim
);
COMMENT ON COLUMN step_approval.step IS 'the kind of step, or start for the start of follow-up';

CREATE TABLE claim_stop (
    merchant_id   uuid NOT NULL REFERENCES merchant,
    stop_id       uuid NOT NULL,
    claim_id      uuid,
    payer_key     text,
    reason        text NOT NULL CHECK (reason IN ('paused', 'more_time', 'payment_plan', 'disputed', 'deceased', 'bankrupt',
                                                  'debt_settlement', 'minor', 'unknown_address')),
    since         date NOT NULL,
    until         date,
    note          text NOT NULL,
    created_at    timestamptz NOT NULL,
    created_by    text NOT NULL,
    ended_on      date,
    ended_because text,
    ended_by      text,
    recorded_at   timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, stop_id),
    FOREIGN KEY (merchant_id, claim_id) REFERENCES claim,
    CHECK (num_nonnulls(claim_id, payer_key) = 1),
    CHECK ((ended_on IS NULL) = (ended_by IS NULL))
);
COMMENT ON TABLE claim_stop IS 'what stops every automatic step of one claim, or of all claims on a payer''s card';
COMMENT ON COLUMN claim_stop.until IS 'the first day it no longer holds, or the day on which somebody is to look again';
CREATE INDEX claim_stop_claim ON claim_stop (merchant_id, claim_id) WHERE claim_id IS NOT NULL;
CREATE INDEX claim_stop_payer ON claim_stop (merchant_id, payer_key) WHERE payer_key IS NOT NULL;

ALTER TABLE claim
    ADD COLUMN open_fees_operator bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT claim_open_fees_operator CHECK (open_fees_operator BETWEEN 0 AND open_fees);
COMMENT ON COLUMN claim.open_fees_operator IS 'how much of the open fees is the operator''s; a payment covers the merchant''s before';

GRANT SELECT, INSERT ON follow_up_settings, letter, step_approval TO fordring_app;
GRANT SELECT, INSERT, UPDATE ON step, claim_stop TO fordring_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON follow_up_waiting TO fordring_app;
