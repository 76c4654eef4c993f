-- Where a payer lives and is mailed by now, beside what a claim was made with. A claim's own is what its later letters go by.

ALTER TABLE payer ADD COLUMN contact jsonb;
COMMENT ON COLUMN payer.contact IS
    'what its keeper said: {"place": {"said": …, "word": …}, "email": …}; a claim whose id is older than the word goes by it';

ALTER TABLE claim ADD COLUMN contact jsonb;
COMMENT ON COLUMN claim.contact IS 'said since: "place", a whole address, and "email", empty for none; what is absent is as billed';

DROP TRIGGER claim_stamped ON claim;
CREATE TRIGGER claim_stamped BEFORE INSERT OR UPDATE OF
    state, closed_because, own_number, number, credits_claim_id, bank_account_id, reference, own_reference, payer_key,
    billing, business, currency, principal_minor, open_principal, open_fees, open_interest, open_fees_operator, issued_on,
    due_on, days_until_due, channel, collection_started, content, fingerprint, created_at, updated_at, paused_at,
    paused_because, paused_until, page_key, stamp, last_step, contact
    ON claim FOR EACH ROW EXECUTE FUNCTION stamp_claim();
