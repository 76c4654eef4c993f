-- What of the fees that a payment covered is the operator's; the merchant's are covered before.

ALTER TABLE payment ADD COLUMN fees_operator_minor bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN payment.fees_operator_minor IS 'how much of the covered fees is the operator''s; below zero where it is taken back';
