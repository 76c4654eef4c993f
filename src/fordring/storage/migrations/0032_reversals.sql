-- What a bank takes back: the debit knows the credit it undoes, the credit how much of it is gone, and each payment that
-- gives something back has a row of its own, below zero.

ALTER TABLE house.bank_line
    ADD COLUMN reverses uuid,
    ADD COLUMN reversed_minor bigint NOT NULL DEFAULT 0 CHECK (reversed_minor BETWEEN 0 AND amount_minor),
    DROP CONSTRAINT bank_line_state_check,
    ADD CONSTRAINT bank_line_state_check CHECK (state IN ('matched', 'unidentified', 'question', 'noted', 'confirmed',
                                                          'reversal', 'reversed'));
COMMENT ON COLUMN house.bank_line.reverses IS 'of a debit: the credit that the bank took back by it';
COMMENT ON COLUMN house.bank_line.reversed_minor IS 'of a credit: how much of it the bank has taken back';
CREATE INDEX bank_line_named ON house.bank_line (bank_account_id, (remittance ->> 'end_to_end_id'))
    WHERE credit AND remittance ? 'end_to_end_id';

ALTER TABLE payment ADD COLUMN reverses uuid;
COMMENT ON COLUMN payment.reverses IS 'the payment that gives back what is below zero here';
CREATE INDEX payment_reverses ON payment (merchant_id, reverses) WHERE reverses IS NOT NULL;

ALTER TABLE refund
    DROP CONSTRAINT refund_state_check,
    DROP CONSTRAINT refund_sent_somewhere,
    ADD CONSTRAINT refund_state_check CHECK (state IN ('waiting', 'sent', 'confirmed', 'rejected', 'cancelled', 'owing')),
    ADD CONSTRAINT refund_sent_somewhere CHECK (
        state IN ('waiting', 'cancelled', 'owing') OR (order_id IS NOT NULL AND to_account <> ''));
CREATE INDEX refund_payment ON refund (merchant_id, payment_id) WHERE state IN ('waiting', 'owing');
COMMENT ON COLUMN refund.state IS 'owing: the money behind a refund was taken back after it had left, so the payer owes it';
