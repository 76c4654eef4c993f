-- What a merchant delivers itself is not followed up before it says that it has: whatever sets a next step before
-- collection has begun is refused here. A scheduled claim waits for its own invoice day, which is no follow-up.

ALTER TABLE claim ADD CONSTRAINT claim_followed_up_once_begun
    CHECK (collection_started OR next_step_on IS NULL OR state = 'scheduled');
