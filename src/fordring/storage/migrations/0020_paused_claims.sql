-- A claim is paused by a flag with a reason and maybe an end: it is no state, and every automatic step waits for it.

ALTER TABLE claim ADD COLUMN paused_at timestamptz, ADD COLUMN paused_because text, ADD COLUMN paused_until date;
COMMENT ON COLUMN claim.paused_until IS 'the first day on which automatic steps go on; none: until somebody says so';
