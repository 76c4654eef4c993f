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
