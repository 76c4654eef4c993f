-- Beside the subscriptions of a merchant, which choose among topics, there may be one hook that hears of every change
-- to its claims.

ALTER TABLE hook ADD COLUMN kind text NOT NULL DEFAULT 'subscription' CHECK (kind IN ('subscription', 'watch'));
ALTER TABLE hook ALTER COLUMN kind DROP DEFAULT;
CREATE UNIQUE INDEX hook_watch ON hook (merchant_id) WHERE kind = 'watch' AND deleted_at IS NULL;
COMMENT ON COLUMN hook.kind IS 'subscription: one of many, of chosen topics; watch: the one that hears of every change to a claim';

ALTER TABLE outgoing_call
    ADD COLUMN claim_id uuid,
    ADD FOREIGN KEY (merchant_id, claim_id) REFERENCES claim;
