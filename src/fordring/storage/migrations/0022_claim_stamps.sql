-- Every change of a claim bears a stamp, by which a client reads what changed since it asked last: a strictly increasing
-- number, read as the wall clock's 100 ns ticks since the year 1. docs/decisions/0027-stamps.md says why it is safe.

CREATE SEQUENCE house.tick AS bigint MINVALUE 1;

CREATE FUNCTION house.ticks_at(moment timestamptz) RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (extract(epoch FROM moment) * 10000000)::bigint + 621355968000000000;

-- The next stamp. A transaction has its xid before it takes one, so that whoever looks at the locks sees it is open. It is
-- never more than a millisecond behind the clock or behind its transaction's beginning. Whoever finds it lagging more
-- sets it forward; the lock of that falls with the block, whatever happens in it, and the setting stays.
CREATE FUNCTION house.next_tick() RETURNS bigint
    LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    taken bigint;
    clock bigint;
BEGIN
    PERFORM pg_current_xact_id();
    taken := nextval('house.tick');
    clock := house.ticks_at(greatest(clock_timestamp(), transaction_timestamp()));
    IF taken >= clock - 10000 THEN
        RETURN taken;
    END IF;
    BEGIN
        PERFORM pg_advisory_xact_lock(7266022);
        clock := house.ticks_at(greatest(clock_timestamp(), transaction_timestamp()));
        IF (SELECT last_value FROM house.tick) < clock - 10000 THEN
            PERFORM setval('house.tick', clock);
        END IF;
        taken := nextval('house.tick');
        RAISE SQLSTATE 'FT001';
    EXCEPTION WHEN SQLSTATE 'FT001' THEN
        RETURN taken;
    END;
END $$;

-- Stamps below this are all told: whoever took one of them has committed, and is seen by the next statement, or is gone.
-- Looked at in this order: how far stamps have come; when each session's transaction began; who holds an xid. A session
-- that holds one and was in no transaction at the look before took its stamp later than the first look.
CREATE FUNCTION house.tick_horizon() RETURNS bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    come bigint;
    pids integer[];
    begun bigint[];
    open_since bigint;
BEGIN
    IF pg_is_in_recovery() THEN
        RAISE EXCEPTION 'a standby does not know which transactions are open'
              USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    SELECT last_value INTO come FROM house.tick;
    PERFORM pg_stat_clear_snapshot();
    -- A session whose state is hidden from us counts as open since ever; the server's own workers have no user.
    SELECT array_agg(a.pid), array_agg(CASE WHEN a.xact_start IS NOT NULL THEN house.ticks_at(a.xact_start) - 20000
                                            WHEN a.state IS NULL OR a.state = 'disabled' THEN 0 END)
      INTO pids, begun
      FROM pg_stat_get_activity(NULL) AS a
     WHERE a.datid = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND a.usesysid IS NOT NULL AND a.pid <> pg_backend_pid();
    SELECT min(seen.since) INTO open_since
      FROM unnest(pids, begun) AS seen(pid, since)
      JOIN pg_locks AS held ON held.pid = seen.pid
     WHERE held.locktype = 'transactionid' AND held.mode = 'ExclusiveLock' AND held.granted;
    IF EXISTS (SELECT FROM pg_prepared_xacts WHERE database = current_database()) THEN
        open_since := 0; -- when a prepared transaction began is not known
    END IF;
    RETURN least(come + 1, open_since);
END $$;

ALTER TABLE claim ADD COLUMN stamp bigint;

WITH told AS (
    SELECT merchant_id, claim_id, row_number() OVER (ORDER BY updated_at, claim_no) AS place FROM claim)
UPDATE claim c SET stamp = house.ticks_at(transaction_timestamp()) + told.place
  FROM told WHERE (c.merchant_id, c.claim_id) = (told.merchant_id, told.claim_id);

SELECT setval('house.tick', greatest(house.ticks_at(transaction_timestamp()), (SELECT max(stamp) FROM claim)));

ALTER TABLE claim ALTER COLUMN stamp SET NOT NULL, ALTER COLUMN stamp SET DEFAULT 0; -- until the trigger gives it
CREATE INDEX claim_stamp ON claim (merchant_id, stamp);
-- In the same order those that a search asks for and most claims are not (docs/decisions/0027-stamps.md has the table).
CREATE INDEX claim_stamp_open ON claim (merchant_id, state, stamp) WHERE state <> 'closed';
CREATE INDEX claim_stamp_lost ON claim (merchant_id, closed_because, stamp) WHERE closed_because <> 'paid';
CREATE INDEX claim_stamp_paused ON claim (merchant_id, stamp) WHERE paused_at IS NOT NULL;
CREATE INDEX claim_stamp_kind ON claim (merchant_id, kind, stamp) WHERE kind <> 'invoice';
COMMENT ON COLUMN claim.stamp IS 'of its last change, or of something shown with it; UPDATE claim SET stamp = 0 is such a change';

CREATE FUNCTION stamp_claim() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    NEW.stamp := house.next_tick();
    RETURN NEW;
END $$;

CREATE TRIGGER claim_stamped BEFORE INSERT OR UPDATE ON claim FOR EACH ROW EXECUTE FUNCTION stamp_claim();

GRANT USAGE, SELECT, UPDATE ON SEQUENCE house.tick TO fordring_app;
REVOKE ALL ON FUNCTION house.tick_horizon() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION house.next_tick(), house.ticks_at(timestamptz), house.tick_horizon() TO fordring_app;
