-- The words of claims, by which a search finds them, kept as those of purchases are (0017): beside the claims, by a job.
-- What is searched in a claim does not change after its registration but for its number, which has an index of its own.

CREATE FUNCTION searched_in_claim(claim_no bigint, numbers text[], payer_key text, billing jsonb, content jsonb)
    RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    RETURN claim_no::text || E'\n' || array_to_string(numbers, E'\n') || E'\n'
        || CASE WHEN payer_key LIKE 'customer:%' THEN substr(payer_key, 10) ELSE '' END || E'\n'
        || concat_ws(E'\n', billing ->> 'business_name', concat_ws(' ', billing ->> 'first_name', billing ->> 'last_name'),
                     billing ->> 'organization_number', billing ->> 'email', billing ->> 'phone_number',
                     regexp_replace(billing ->> 'phone_number', '^\+(47|46|358)', ''),
                     content ->> 'own_id', content ->> 'description', content ->> 'merchant_reference');

CREATE TABLE claim_words (
    merchant_id uuid NOT NULL,
    claim_id    uuid NOT NULL,
    words       tsvector NOT NULL,
    PRIMARY KEY (merchant_id, claim_id),
    FOREIGN KEY (merchant_id, claim_id) REFERENCES claim
);
CREATE INDEX claim_words_sought ON claim_words USING gin (words);
GRANT SELECT, INSERT, UPDATE, DELETE ON claim_words TO fordring_app;
