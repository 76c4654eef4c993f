-- The credit notes of a claim, which wait for its issue when they were started before it.
CREATE INDEX claim_credits ON claim (merchant_id, credits_claim_id) WHERE credits_claim_id IS NOT NULL;
