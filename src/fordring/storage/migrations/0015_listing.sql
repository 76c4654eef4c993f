-- What a list of purchases is narrowed by: each filter has an index that yields its purchases newest first, or is told
-- in docs/decisions/0024-lists.md. Indexes on what most purchases lack are partial, so that these pay nothing for them.

CREATE INDEX purchase_kind ON purchase (merchant_id, product, status, created_at DESC, purchase_id DESC);
CREATE INDEX purchase_amount ON purchase (merchant_id, amount_minor, created_at DESC, purchase_id DESC);
CREATE INDEX purchase_second_reference ON purchase (merchant_id, merchant_reference_2)
    WHERE merchant_reference_2 IS NOT NULL;
CREATE INDEX purchase_customer ON purchase (merchant_id, customer_id, created_at DESC, purchase_id DESC)
    WHERE customer_id IS NOT NULL;
CREATE INDEX purchase_store ON purchase (merchant_id, store_id, created_at DESC, purchase_id DESC)
    WHERE store_id IS NOT NULL;
CREATE INDEX purchase_seller
    ON purchase (merchant_id, (content -> 'order' ->> 'payout_destination_id'), created_at DESC, purchase_id DESC)
    WHERE content -> 'order' ->> 'payout_destination_id' IS NOT NULL;
CREATE INDEX purchase_sold_elsewhere
    ON purchase (merchant_id, (content ->> 'channel'), created_at DESC, purchase_id DESC)
    WHERE content ->> 'channel' <> 'ecommerce';
CREATE INDEX purchase_paid ON purchase_event (merchant_id, at, purchase_id) WHERE kind = 'paid' AND success;

-- A text is searched by what begins a word, a run of letters and digits, whatever the case: `order-17` is found by `order`,
-- `order-1` and `17`. Kept is each word with what follows it up to the next space, behind the end of the merchant's id, so
-- that one merchant's search meets no other's words. Dear, so that no plan computes it where the index can answer.
CREATE FUNCTION words_of(merchant_id uuid, searched text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100000
    RETURN array_to_tsvector(array(
        SELECT DISTINCT right(merchant_id::text, 8) || left(array_to_string(words[place:], ''), 60)
          FROM regexp_split_to_table(lower(searched), '\s+') AS part,
               string_to_array(regexp_replace(part, '(^|[^[:alnum:]])(?=[[:alnum:]])', E'\\1\n', 'g'), E'\n') AS words,
               generate_series(2, cardinality(words)) AS place));

-- What finds the terms of a search in words_of: each is the beginning of one. Null when no term has a word.
CREATE FUNCTION words_sought(merchant_id uuid, terms text[]) RETURNS tsquery
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT string_agg('''' || right(merchant_id::text, 8)
                              || replace(replace(left(begun, 60), '\', '\\'), '''', '''''') || ''':*', ' & ')::tsquery
              FROM unnest(terms) AS term, regexp_replace(lower(term), '^[^[:alnum:]]+', '') AS begun WHERE begun <> '');

-- What is searched in a purchase, a line each; a telephone number also as it is dialled at home.
CREATE FUNCTION searched_in(reference text, second_reference text, email text, phone_number text, payer_name text)
    RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN reference || E'\n' || coalesce(second_reference, '') || E'\n' || coalesce(email, '') || E'\n'
        || coalesce(phone_number, '') || E'\n' || regexp_replace(coalesce(phone_number, ''), '^\+(47|46|358)', '')
        || E'\n' || payer_name;
