-- An idempotency key keeps the very answer that its request was given, for a day. Effects kept so far cannot be turned
-- into answers; a request repeated across the upgrade is a new one.

DELETE FROM idempotency;
ALTER TABLE idempotency DROP COLUMN effect;
ALTER TABLE idempotency ADD COLUMN status smallint NOT NULL;
ALTER TABLE idempotency ADD COLUMN answer bytea NOT NULL;
CREATE INDEX idempotency_recorded ON idempotency (recorded_at);
COMMENT ON TABLE idempotency IS 'merchant_id is the nil uuid for keys of those who act for several merchants';
