-- Payouts for single invoices, what a payout says to its payee, settlements' public ids and what books know them by.

ALTER TABLE claim ADD COLUMN own_reference boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN claim.own_reference IS 'the payment reference was given by the client; one of ours is never sent to its bank';

-- A reference of ours is made of the claim's number, or of that and a hundred (a viitenumero has three digits at least).
-- What contains neither was given; what does by chance counts as ours, which only means that a payout names the invoice.
UPDATE claim SET own_reference = true
 WHERE fingerprint IS NOT NULL AND reference IS NOT NULL
   AND position(claim_no::text IN reference) = 0 AND position((claim_no + 100)::text IN reference) = 0;

CREATE SEQUENCE house.settlement_no AS bigint START WITH 1001;
GRANT USAGE, SELECT ON SEQUENCE house.settlement_no TO fordring_app;

ALTER TABLE payout
    ADD COLUMN claim_id uuid,
    ADD COLUMN payee_reference text NOT NULL DEFAULT '',
    ADD COLUMN payee_text text NOT NULL DEFAULT '',
    ADD COLUMN settlement_no bigint UNIQUE,
    ADD COLUMN internal_accounting_id text,
    ADD FOREIGN KEY (merchant_id, claim_id) REFERENCES claim;
UPDATE payout SET payee_text = 'Settlement ' || reference;
UPDATE payout p SET settlement_no = s.settlement_no
  FROM (SELECT merchant_id, payout_id, 1000 + row_number() OVER (ORDER BY settled_at, payout_id) AS settlement_no
          FROM payout WHERE state = 'confirmed') s
 WHERE (p.merchant_id, p.payout_id) = (s.merchant_id, s.payout_id);
SELECT setval('house.settlement_no', 1001 + count(*), false) FROM payout WHERE settlement_no IS NOT NULL;
ALTER TABLE payout
    ALTER COLUMN payee_reference DROP DEFAULT,
    ALTER COLUMN payee_text DROP DEFAULT,
    ADD CHECK (num_nonnulls(nullif(payee_reference, ''), nullif(payee_text, '')) = 1),
    ADD CHECK (internal_accounting_id IS NULL OR settlement_no IS NOT NULL);
CREATE INDEX payout_claim ON payout (merchant_id, claim_id) WHERE claim_id IS NOT NULL;
CREATE INDEX payout_numbered ON payout (merchant_id, settlement_no) WHERE settlement_no IS NOT NULL;
CREATE INDEX payout_unbooked ON payout (merchant_id, settlement_no)
    WHERE settlement_no IS NOT NULL AND internal_accounting_id IS NULL;
CREATE INDEX payout_booked ON payout (merchant_id, internal_accounting_id) WHERE internal_accounting_id IS NOT NULL;
COMMENT ON COLUMN payout.claim_id IS 'set where the payout is for one claim alone';
COMMENT ON COLUMN payout.payee_reference IS 'the structured reference that the payee''s bank is told, else payee_text';
COMMENT ON COLUMN payout.settlement_no IS 'its public id, given when the bank has confirmed it: then it is a settlement';
COMMENT ON COLUMN payout.internal_accounting_id IS 'what the merchant''s books call the settlement; with it, it is closed';

CREATE TABLE settlement_booking (
    merchant_id            uuid NOT NULL,
    booking_id             uuid NOT NULL,
    payout_id              uuid NOT NULL,
    internal_accounting_id text,
    created_by             text NOT NULL,
    recorded_at            timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, booking_id),
    FOREIGN KEY (merchant_id, payout_id) REFERENCES payout
);
CREATE INDEX settlement_booking_payout ON settlement_booking (merchant_id, payout_id);
COMMENT ON TABLE settlement_booking IS 'every change of what a settlement is called in the merchant''s books; null took it back';

GRANT SELECT, INSERT ON settlement_booking TO fordring_app;
