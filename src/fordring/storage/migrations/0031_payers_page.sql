-- Every claim has a page for its payer, whose link bears this key beside the claim's public number: 122 random bits.
-- The claim is found by its number; the key is compared, never searched for, so it needs no index.

ALTER TABLE claim ADD COLUMN page_key uuid NOT NULL DEFAULT gen_random_uuid();
COMMENT ON COLUMN claim.page_key IS 'whoever knows it may see the claim as its payer does';
