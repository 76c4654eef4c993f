-- What the sandbox's payers have paid as their e-mail aliases asked: each part of an invoice once.

CREATE TABLE sandbox_payment (
    merchant_id  uuid NOT NULL,
    claim_id     uuid NOT NULL,
    part_no      integer NOT NULL CHECK (part_no > 0),
    paid_on      date NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
    bank_file_id uuid REFERENCES house.bank_file,
    PRIMARY KEY (merchant_id, claim_id, part_no),
    FOREIGN KEY (merchant_id, claim_id) REFERENCES claim,
    CHECK ((bank_file_id IS NULL) = (amount_minor = 0))
);
CREATE INDEX sandbox_payment_file ON sandbox_payment (merchant_id, bank_file_id);
COMMENT ON COLUMN sandbox_payment.amount_minor IS 'nothing where the part came to nothing';

-- What its predicate looks at never changes once a claim is made, so that it costs a payment nothing.
CREATE INDEX claim_with_alias ON claim (merchant_id)
    WHERE billing ->> 'email' ~* '^[^+@]*\+(paid|[1-9][0-9]{0,2}(-[1-9][0-9]{0,2})*)@';

GRANT SELECT, INSERT, UPDATE, DELETE ON sandbox_payment TO fordring_app;
