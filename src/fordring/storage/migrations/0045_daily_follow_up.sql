-- The daily run of follow-up: open claims are found by merchant and day, however many others there are. When a claim is
-- looked at next is no change of it that a client is told of, so it bears no new stamp.

CREATE INDEX claim_to_look_at ON claim (merchant_id, next_step_on, claim_id) WHERE state = 'issued';
CREATE INDEX claim_to_issue ON claim (merchant_id, next_step_on) WHERE state = 'scheduled';
DROP INDEX claim_next_step;

-- Whoever writes any other column of a claim changes it; whoever writes only this one does not.
DROP TRIGGER claim_stamped ON claim;
CREATE TRIGGER claim_stamped BEFORE INSERT OR UPDATE OF
    state, closed_because, own_number, number, credits_claim_id, bank_account_id, reference, own_reference, payer_key,
    billing, business, currency, principal_minor, open_principal, open_fees, open_interest, open_fees_operator, issued_on,
    due_on, days_until_due, channel, collection_started, content, fingerprint, created_at, updated_at, paused_at,
    paused_because, paused_until, page_key, stamp
    ON claim FOR EACH ROW EXECUTE FUNCTION stamp_claim();

COMMENT ON COLUMN claim.next_step_on IS
    'scheduled: the day it is issued; issued: the day the daily run looks at it next, null where there is nothing to see';

-- What is open and was never looked at is, on the first day.
UPDATE claim SET next_step_on = due_on
 WHERE state = 'issued' AND collection_started AND kind <> 'credit_note';
