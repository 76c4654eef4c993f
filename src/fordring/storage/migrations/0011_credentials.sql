-- What an account manages itself: clients with grants, API keys, the secret that its calls are signed with, profiles.

ALTER TABLE house.client
    ADD COLUMN id          uuid,
    ADD COLUMN name        text NOT NULL DEFAULT '',
    ADD COLUMN description text NOT NULL DEFAULT '',
    ADD COLUMN generation  integer NOT NULL DEFAULT 1,
    ADD COLUMN created_by  text NOT NULL DEFAULT 'fordring',
    ADD COLUMN updated_at  timestamptz,
    ADD COLUMN deleted_at  timestamptz,
    ADD COLUMN deleted_by  text;
UPDATE house.client SET updated_at = created_at, id = CASE
    WHEN client_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN client_id::uuid ELSE gen_random_uuid() END;
ALTER TABLE house.client
    ALTER COLUMN id SET NOT NULL,
    ALTER COLUMN updated_at SET NOT NULL,
    ALTER COLUMN name DROP DEFAULT,
    ALTER COLUMN description DROP DEFAULT,
    ALTER COLUMN generation DROP DEFAULT,
    ALTER COLUMN created_by DROP DEFAULT,
    ADD UNIQUE (id);
CREATE INDEX client_owner ON house.client (owner_id, created_at);
COMMENT ON COLUMN house.client.generation IS 'a token says which it is of; those of an earlier one are no longer good';

CREATE TABLE house.client_grant (
    grant_id   uuid PRIMARY KEY,
    client_id  text NOT NULL REFERENCES house.client,
    audience   text,
    scopes     text[] NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    deleted_at timestamptz,
    deleted_by text
);
CREATE INDEX client_grant_client ON house.client_grant (client_id);
COMMENT ON COLUMN house.client_grant.audience IS 'as it was asked for; null names the account at this installation';
INSERT INTO house.client_grant (grant_id, client_id, scopes, created_at, created_by)
SELECT gen_random_uuid(), client_id, scopes, created_at, created_by FROM house.client;
ALTER TABLE house.client DROP COLUMN scopes;

CREATE TABLE house.api_key (
    api_key_id  uuid PRIMARY KEY,
    merchant_id uuid NOT NULL,
    account_id  text NOT NULL,
    name        text NOT NULL,
    key_sha256  text NOT NULL UNIQUE,
    created_at  timestamptz NOT NULL,
    created_by  text NOT NULL,
    updated_at  timestamptz NOT NULL,
    expires_at  timestamptz,
    deleted_at  timestamptz,
    deleted_by  text
);
CREATE INDEX api_key_merchant ON house.api_key (merchant_id, created_at);
WITH moved AS (
    DELETE FROM house.token WHERE name = 'sandbox api key' AND cardinality(merchants) = 1 AND NOT operator RETURNING *)
INSERT INTO house.api_key (api_key_id, merchant_id, account_id, name, key_sha256, created_at, created_by, updated_at)
SELECT gen_random_uuid(), m.merchant_id, m.account_id, 'sandbox', t.token_sha256, t.created_at, 'fordring', t.created_at
  FROM moved t JOIN merchant m ON m.merchant_id = t.merchants[1];
COMMENT ON TABLE house.token IS 'secrets of the creditor face, and the operator''s own';

CREATE TABLE house.revoked_token (
    token_sha256 text PRIMARY KEY,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX revoked_token_expires ON house.revoked_token (expires_at);

CREATE TABLE house.failed_login (
    client_sha256 text PRIMARY KEY,
    failures      integer NOT NULL,
    first_at      timestamptz NOT NULL
);
CREATE INDEX failed_login_first ON house.failed_login (first_at);
COMMENT ON TABLE house.failed_login IS 'by the client id that was tried, whether there is such a client or not';

ALTER TABLE merchant
    ADD COLUMN signature_id         uuid,
    ADD COLUMN signature_created_at timestamptz,
    ADD COLUMN signature_created_by text;
UPDATE merchant
   SET signature_id = gen_random_uuid(), signature_created_at = created_at, signature_created_by = 'fordring'
 WHERE signature_secret <> '';
COMMENT ON COLUMN merchant.signature_secret IS 'empty: calls to this merchant are not signed';

GRANT SELECT, INSERT, UPDATE, DELETE
   ON house.client_grant, house.api_key, house.revoked_token, house.failed_login TO fordring_app;

ALTER TABLE profile
    ADD COLUMN content    jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN created_by text NOT NULL DEFAULT 'fordring',
    ADD COLUMN updated_at timestamptz,
    ADD COLUMN deleted_at timestamptz,
    ADD COLUMN deleted_by text;
UPDATE profile SET updated_at = created_at;
ALTER TABLE profile
    ALTER COLUMN content DROP DEFAULT,
    ALTER COLUMN created_by DROP DEFAULT,
    ALTER COLUMN updated_at SET NOT NULL;
CREATE INDEX profile_created ON profile (merchant_id, created_at, profile_id);
COMMENT ON COLUMN profile.content IS 'what else was given, for faces to echo';
