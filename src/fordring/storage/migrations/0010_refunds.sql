-- Refunds are sent: each stands in a payment order with its account, and ends by the bank's word.

ALTER TABLE refund
    ADD COLUMN reference text NOT NULL GENERATED ALWAYS AS ('R' || replace(refund_id::text, '-', '')) STORED,
    ADD COLUMN payee_name text NOT NULL DEFAULT '',
    ADD COLUMN message text NOT NULL DEFAULT '',
    ADD COLUMN order_id uuid,
    ADD COLUMN sent_at timestamptz,
    ADD COLUMN ended_at timestamptz,
    ADD COLUMN ended_because text NOT NULL DEFAULT '',
    ADD CONSTRAINT refund_sent_somewhere CHECK (state = 'waiting' OR (order_id IS NOT NULL AND to_account <> ''));
CREATE UNIQUE INDEX refund_reference ON refund (reference);
CREATE INDEX refund_order ON refund (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX refund_claim ON refund (merchant_id, claim_id);
CREATE INDEX refund_to_send ON refund (bank_account_id, merchant_id) WHERE state = 'waiting' AND to_account <> '';
COMMENT ON COLUMN refund.to_account IS 'empty where nobody knows it: the refund waits for a person to give one';

-- What 0.1.0 left waiting: whose money it is stands on the bank line; an account that has no form of one is no account.
UPDATE refund r SET payee_name = l.debtor_name
  FROM payment p JOIN house.bank_line l USING (bank_line_id)
 WHERE (p.merchant_id, p.payment_id) = (r.merchant_id, r.payment_id);
UPDATE refund SET to_account = '' WHERE to_account !~ '^([A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}|[0-9]{11})$';
