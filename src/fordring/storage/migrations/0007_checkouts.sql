-- Profiles say what they offer in our words (`terms`); `configuration` is what was given, for faces to echo.

ALTER TABLE profile ADD COLUMN terms jsonb;
UPDATE profile SET configuration = '{}', terms = jsonb_build_object(
    'products', '{"business": {"enabled": true}, "consumer": {"enabled": true}, "grouped": {"enabled": true}}'::jsonb,
    'channels', coalesce(configuration -> 'channels', '{}'));
INSERT INTO profile (merchant_id, profile_id, configuration, terms, created_at)
SELECT merchant_id, 'default', '{}', jsonb_build_object(
           'products',
           '{"business": {"enabled": true}, "consumer": {"enabled": true}, "grouped": {"enabled": true}}'::jsonb,
           'channels', '{}'::jsonb),
       created_at
  FROM merchant
    ON CONFLICT (merchant_id, profile_id) DO NOTHING;
ALTER TABLE profile ALTER COLUMN terms SET NOT NULL;
COMMENT ON COLUMN profile.terms IS '{"products": {<product>: {enabled, days_until_due, ...}}, "channels": {<product>: <channel>}}';

-- A checkout is more than where a purchase came from: an order on its way, with terms, a lock and events of its own.

ALTER TABLE checkout
    ALTER COLUMN profile_id DROP NOT NULL,
    ADD COLUMN purchase_id          uuid,
    ADD COLUMN currency             text,
    ADD COLUMN amount_minor         bigint CHECK (amount_minor > 0),
    ADD COLUMN merchant_reference   text,
    ADD COLUMN merchant_reference_2 text,
    ADD COLUMN customer_id          text,
    ADD COLUMN payer_name           text,
    ADD COLUMN store_id             text,
    ADD COLUMN terms                jsonb,
    ADD COLUMN given                jsonb,
    ADD COLUMN callback             jsonb,
    ADD COLUMN system_headers       jsonb,
    ADD COLUMN events               jsonb,
    ADD COLUMN lock_id              uuid,
    ADD COLUMN locked_until         timestamptz,
    ADD COLUMN cancelled_by         text,
    ADD COLUMN cancelled_at         timestamptz,
    ADD COLUMN updated_at           timestamptz;

UPDATE checkout c SET
    purchase_id = p.purchase_id, currency = p.currency, amount_minor = p.amount_minor,
    merchant_reference = p.merchant_reference, merchant_reference_2 = p.merchant_reference_2,
    customer_id = p.customer_id, payer_name = p.payer_name, store_id = p.store_id, callback = p.callback,
    system_headers = p.system_headers, updated_at = p.created_at, content = '{}',
    terms = jsonb_build_object('products', jsonb_build_object(p.product, jsonb_build_object(
        'enabled', true, 'days_until_due', k.days_until_due, 'channel', k.channel))),
    events = (SELECT jsonb_agg(jsonb_build_object(
                  'kind', told.kind, 'at', e.at, 'request_id', e.request_id, 'asked_by', e.created_by,
                  'headers', e.request_headers, 'facts', '{}'::jsonb) ORDER BY e.event_no, told.place)
                FROM purchase_event e
                JOIN (VALUES ('initialized', 'initiated', 1), ('authorized', 'authorized', 2),
                             ('authorized', 'completed', 3)) AS told (of_kind, kind, place) ON told.of_kind = e.kind
               WHERE (e.merchant_id, e.purchase_id) = (p.merchant_id, p.purchase_id))
  FROM purchase p JOIN claim k USING (merchant_id, claim_id)
 WHERE (p.merchant_id, p.checkout_id) = (c.merchant_id, c.checkout_id);

ALTER TABLE checkout
    ALTER COLUMN currency SET NOT NULL,
    ALTER COLUMN amount_minor SET NOT NULL,
    ALTER COLUMN merchant_reference SET NOT NULL,
    ALTER COLUMN payer_name SET NOT NULL,
    ALTER COLUMN terms SET NOT NULL,
    ALTER COLUMN system_headers SET NOT NULL,
    ALTER COLUMN events SET NOT NULL,
    ALTER COLUMN updated_at SET NOT NULL;

CREATE INDEX checkout_listed ON checkout (merchant_id, created_at DESC, checkout_id DESC);
CREATE INDEX checkout_store ON checkout (merchant_id, store_id, created_at DESC, checkout_id DESC)
    WHERE store_id IS NOT NULL;
CREATE INDEX checkout_unpaid_reference ON checkout (merchant_id, merchant_reference) WHERE purchase_id IS NULL;
CREATE UNIQUE INDEX purchase_checkout ON purchase (merchant_id, checkout_id);
COMMENT ON COLUMN checkout.content IS 'as the face was given it; empty once paid, for then it is the purchase''s';
COMMENT ON COLUMN checkout.given IS 'the order''s VAT and lines in our words, until it is paid';
COMMENT ON COLUMN checkout.events IS 'oldest first, only ever added to; an event''s number is its place from 1';
COMMENT ON COLUMN checkout.locked_until IS 'the wall clock''s; what is not released ends by itself';
