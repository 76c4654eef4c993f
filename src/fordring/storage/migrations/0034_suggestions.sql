-- What money without a certain reference may be for: suggestions beside the line, by score; a person accepts or dismisses.

CREATE TABLE house.bank_suggestion (
    bank_line_id uuid NOT NULL REFERENCES house.bank_line (bank_line_id),
    place        integer NOT NULL,
    score        integer NOT NULL CHECK (score BETWEEN 0 AND 100),
    reason       text NOT NULL,
    shares       jsonb NOT NULL,
    made_at      timestamptz NOT NULL,
    dismissed_at timestamptz,
    dismissed_by text,
    PRIMARY KEY (bank_line_id, place)
);
COMMENT ON COLUMN house.bank_suggestion.shares IS '[{"merchant_id", "claim_id", "claim_no", "amount_minor"}]; several claims stand or fall together';
GRANT SELECT, INSERT, UPDATE, DELETE ON house.bank_suggestion TO fordring_app;

-- A payer is found by the words of the name in any order, as banks write it.
CREATE FUNCTION matching_name(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT string_agg(word, ' ' ORDER BY word COLLATE "C")
              FROM regexp_split_to_table(lower(name), '[^[:alnum:]]+') AS word WHERE word <> '');
CREATE INDEX payer_matching_name ON payer (matching_name(name));
CREATE INDEX claim_payer_open ON claim (merchant_id, payer_key) WHERE state = 'issued';
CREATE INDEX claim_own_number_open ON claim (own_number) WHERE state = 'issued' AND own_number IS NOT NULL;
CREATE INDEX bank_line_payer ON house.bank_line (bank_account_id, debtor_account)
    WHERE state = 'matched' AND debtor_account <> '';
