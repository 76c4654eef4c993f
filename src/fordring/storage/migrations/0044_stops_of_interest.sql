-- A stop may say that no interest runs while it holds; and what is approved is approved for one step, not for the next of its kind.

ALTER TABLE claim_stop ADD COLUMN interest_paused boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN claim_stop.interest_paused IS 'the delay is the creditor''s: its days bear no interest, those of an ended stop neither';

ALTER TABLE step_approval DROP CONSTRAINT step_approval_pkey,
    ADD PRIMARY KEY (merchant_id, claim_id, step, approved_at);
COMMENT ON TABLE step_approval IS 'the start is approved once; a step by an approval that is newer than the last of its kind';

CREATE INDEX claim_stop_open ON claim_stop (merchant_id) WHERE ended_on IS NULL;
