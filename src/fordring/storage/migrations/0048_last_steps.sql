-- A claim's row says how far its follow-up has come, so that lists show and find it without reading its steps.

ALTER TABLE claim ADD COLUMN last_step text CHECK (last_step IN (
    'reminder', 'compensation', 'collection_notice', 'payment_demand', 'heavy_demand', 'legal_action'));
COMMENT ON COLUMN claim.last_step IS
    'the last step that stands, its creditor''s too; a notice before the due day is none';

-- Those that a status asks for, in the order of stamps; what was never followed up has no entry in it.
CREATE INDEX claim_stamp_step ON claim (merchant_id, last_step, stamp) WHERE state = 'issued' AND last_step IS NOT NULL;

DROP TRIGGER claim_stamped ON claim;
CREATE TRIGGER claim_stamped BEFORE INSERT OR UPDATE OF
    state, closed_because, own_number, number, credits_claim_id, bank_account_id, reference, own_reference, payer_key,
    billing, business, currency, principal_minor, open_principal, open_fees, open_interest, open_fees_operator, issued_on,
    due_on, days_until_due, channel, collection_started, content, fingerprint, created_at, updated_at, paused_at,
    paused_because, paused_until, page_key, stamp, last_step
    ON claim FOR EACH ROW EXECUTE FUNCTION stamp_claim();

UPDATE claim c SET last_step = s.kind
  FROM (SELECT DISTINCT ON (merchant_id, claim_id) merchant_id, claim_id, kind FROM step
         WHERE cancelled_on IS NULL AND kind <> 'advance_notice'
         ORDER BY merchant_id, claim_id, step_no DESC) AS s
 WHERE (c.merchant_id, c.claim_id) = (s.merchant_id, s.claim_id);
