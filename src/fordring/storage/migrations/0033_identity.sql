-- Payers who are identified before they pay. All times are the wall clock's. What leads to a row, the link of its page and
-- the `state` of each way to a provider, is kept as the SHA-256 of its secret. A national id is kept encrypted only, under a
-- key that is not in the database.

CREATE TABLE verification (
    merchant_id     uuid NOT NULL REFERENCES merchant,
    verification_id uuid NOT NULL,
    checkout_id     uuid NOT NULL,
    standing        text NOT NULL,
    product         text NOT NULL,
    billing         jsonb NOT NULL,
    address         jsonb NOT NULL,
    seen            timestamptz NOT NULL,
    said            jsonb NOT NULL,
    journey         jsonb,
    failure         text,
    person          jsonb,
    sealed_id       text NOT NULL DEFAULT '',
    purchase_id     uuid,
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, verification_id),
    FOREIGN KEY (merchant_id, checkout_id) REFERENCES checkout,
    CHECK (sealed_id = '' OR sealed_id LIKE 'v1.%'),
    CHECK ((standing = 'used') = (purchase_id IS NOT NULL))
);
CREATE INDEX verification_checkout ON verification (merchant_id, checkout_id, created_at DESC);
CREATE INDEX verification_unused ON verification (merchant_id, created_at) WHERE purchase_id IS NULL;
COMMENT ON COLUMN verification.journey IS 'the way to a provider: nonce and PKCE verifier, hashes of state and browser; empty once it is answered';
COMMENT ON COLUMN verification.sealed_id IS 'v1.<key id>.<nonce and AES-256-GCM ciphertext>';

CREATE TABLE house.verification_link (
    token_sha256    text PRIMARY KEY,
    merchant_id     uuid NOT NULL,
    verification_id uuid NOT NULL,
    recorded_at     timestamptz NOT NULL
);
CREATE INDEX verification_link_of ON house.verification_link (merchant_id, verification_id);
COMMENT ON TABLE house.verification_link IS 'where the link of a page, or the state of a callback, finds its verification';

GRANT SELECT, INSERT, UPDATE, DELETE ON verification TO fordring_app;
GRANT SELECT, INSERT, DELETE ON house.verification_link TO fordring_app;
