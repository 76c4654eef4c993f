-- Subscriptions, and one outbox for everything a merchant is told, callbacks and deliveries to subscriptions alike. It is
-- its own queue: senders look for rows whose time has come, and no job stands for a call any more.

CREATE TABLE hook (
    merchant_id     uuid NOT NULL REFERENCES merchant,
    hook_id         uuid NOT NULL,
    url             text NOT NULL,
    secret          text,
    topics          text[] NOT NULL,
    content         jsonb NOT NULL,
    active          boolean NOT NULL,
    failures        integer NOT NULL,
    stopped_because text,
    created_at      timestamptz NOT NULL,
    created_by      text NOT NULL,
    updated_at      timestamptz NOT NULL,
    deleted_at      timestamptz,
    deleted_by      text,
    PRIMARY KEY (merchant_id, hook_id)
);
COMMENT ON COLUMN hook.topics IS 'what it is told of, in our words; what the merchant wrote stands in `content`';
COMMENT ON COLUMN hook.failures IS 'deliveries given up in a row; one that succeeds makes it zero';
GRANT SELECT, INSERT, UPDATE, DELETE ON hook TO fordring_app;

DROP INDEX outgoing_call_open;
ALTER TABLE outgoing_call DROP CONSTRAINT outgoing_call_merchant_id_purchase_id_event_no_key;
ALTER TABLE outgoing_call
    ALTER COLUMN purchase_id DROP NOT NULL,
    DROP COLUMN taken_by,
    ADD COLUMN hook_id uuid,
    ADD COLUMN topic text NOT NULL DEFAULT 'callback',
    ADD COLUMN checkout_id uuid,
    ADD COLUMN payout_id uuid,
    ADD COLUMN tries_before integer NOT NULL DEFAULT 0,
    ADD COLUMN due_at timestamptz,
    ADD COLUMN endpoint_id uuid NOT NULL GENERATED ALWAYS AS (coalesce(hook_id, merchant_id)) STORED,
    ADD FOREIGN KEY (merchant_id, hook_id) REFERENCES hook;
UPDATE outgoing_call
   SET due_at = coalesce(next_try_at, created_at),
       next_try_at = CASE WHEN state IN ('waiting', 'sending') THEN coalesce(next_try_at, created_at) END;
ALTER TABLE outgoing_call
    ALTER COLUMN topic DROP DEFAULT,
    ALTER COLUMN due_at SET NOT NULL,
    DROP CONSTRAINT outgoing_call_state_check,
    ADD CONSTRAINT outgoing_call_state_check
        CHECK (state IN ('waiting', 'sending', 'delivered', 'failed', 'dropped')),
    ADD CHECK ((next_try_at IS NOT NULL) = (state IN ('waiting', 'sending')));
CREATE UNIQUE INDEX outgoing_call_line
    ON outgoing_call (merchant_id, endpoint_id, subject, event_no, topic);
CREATE INDEX outgoing_call_open ON outgoing_call (endpoint_id, next_try_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX outgoing_call_sending ON outgoing_call (endpoint_id, next_try_at) WHERE state = 'sending';
CREATE INDEX outgoing_call_of_hook ON outgoing_call (merchant_id, hook_id, created_at, call_id) WHERE hook_id IS NOT NULL;
COMMENT ON TABLE outgoing_call IS 'one thing to be told at one endpoint; the face words it when it is sent';
COMMENT ON COLUMN outgoing_call.endpoint_id IS 'the subscription, or the merchant where its callback address is called';
COMMENT ON COLUMN outgoing_call.next_try_at IS 'when it is tried (waiting), or when its sender counts as lost (sending)';
COMMENT ON COLUMN outgoing_call.state IS 'failed: given up after its last try; dropped: its subscription ended before it was told';
COMMENT ON COLUMN outgoing_call.due_at IS 'when it may be tried first';
COMMENT ON COLUMN outgoing_call.tries_before IS 'attempts made before somebody asked for it to be tried again';
COMMENT ON COLUMN outgoing_call.event_no IS 'its place among what is told of one subject at one endpoint';

ALTER TABLE outgoing_attempt
    ADD COLUMN request jsonb,
    ADD COLUMN request_body text,
    ADD COLUMN response_body text;
COMMENT ON COLUMN outgoing_attempt.request IS '{method, url, headers} as sent; bodies stand beside it, cut off where they are long';

DELETE FROM house.pgqueuer WHERE entrypoint = 'call_out';
