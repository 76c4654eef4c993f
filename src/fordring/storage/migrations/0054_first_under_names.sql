-- A claim that was registered without queueing up beforehand: until the commit nobody else registers under its names, and
-- who did since they were looked at is seen now, for a volatile function sees what its own locks have waited for.

CREATE FUNCTION house.first_under_names(
    locks text[], merchant uuid, its_kind text, its_id text, its_number text, its_no bigint, seen bigint[]
) RETURNS boolean
    LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(name, 7266004)) FROM unnest(locks) AS name;
    IF EXISTS (SELECT FROM claim c WHERE c.merchant_id = merchant AND c.kind = its_kind
                  AND c.content ->> 'own_id' = its_id AND c.claim_no <> ALL (its_no || seen))
       OR EXISTS (SELECT FROM claim c WHERE c.merchant_id = merchant AND c.kind = its_kind
                     AND c.own_number = its_number AND c.claim_no <> ALL (its_no || seen))
    THEN
        PERFORM house.lost_race();
    END IF;
    RETURN true;
END $$;
