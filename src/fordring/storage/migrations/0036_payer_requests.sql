-- What payers say on the pages of their claims, for a case handler to answer; and accounts for refunds, which count once
-- a code that was sent to the address on the claim has come back.

CREATE TABLE payer_request (
    merchant_id   uuid NOT NULL,
    request_id    uuid NOT NULL,
    claim_id      uuid NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('paid', 'dispute', 'more_time', 'refund_account')),
    day           date,
    words         text NOT NULL,
    paused_at     timestamptz,
    paused_before jsonb,
    created_at    timestamptz NOT NULL,
    answer        text CHECK (answer IN ('noted', 'granted', 'refused')),
    answer_words  text NOT NULL DEFAULT '',
    granted_until date,
    answered_at   timestamptz,
    answered_by   text,
    recorded_at   timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, request_id),
    FOREIGN KEY (merchant_id, claim_id) REFERENCES claim,
    CHECK ((answer IS NULL) = (answered_at IS NULL))
);
COMMENT ON COLUMN payer_request.paused_at IS 'of a dispute: when it paused the claim; a pause of another time is another''s';
COMMENT ON COLUMN payer_request.paused_before IS 'the pause that a dispute''s took the place of, and gives back when it is answered';
CREATE UNIQUE INDEX payer_request_open ON payer_request (merchant_id, claim_id, kind) WHERE answer IS NULL;
CREATE INDEX payer_request_claim ON payer_request (merchant_id, claim_id);
CREATE INDEX payer_request_id ON payer_request (request_id);

CREATE TABLE account_confirmation (
    merchant_id     uuid NOT NULL,
    confirmation_id uuid NOT NULL,
    claim_id        uuid NOT NULL,
    account         text NOT NULL,
    email           text NOT NULL,
    code_sha256     text,
    tries           integer NOT NULL DEFAULT 0,
    sends           integer NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    ended_at        timestamptz,
    PRIMARY KEY (merchant_id, confirmation_id),
    FOREIGN KEY (merchant_id, claim_id) REFERENCES claim
);
COMMENT ON TABLE account_confirmation IS 'its times are the wall clock''s; the code itself lives in the mail alone';
CREATE INDEX account_confirmation_claim ON account_confirmation (merchant_id, claim_id, created_at);

ALTER TABLE delivery
    ADD COLUMN confirmation_id uuid,
    ADD FOREIGN KEY (merchant_id, confirmation_id) REFERENCES account_confirmation,
    DROP CONSTRAINT delivery_of_one_thing,
    ADD CONSTRAINT delivery_of_one_thing
        CHECK (num_nonnulls(claim_id, report_id, invitation_id, confirmation_id) = 1);

GRANT SELECT, INSERT, UPDATE ON payer_request, account_confirmation TO fordring_app;
