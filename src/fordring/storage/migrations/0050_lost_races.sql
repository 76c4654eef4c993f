-- What was decided by a row as it was read holds only while nobody changes the row: the statement that writes it finds
-- that out, and fails as a whole. It is then done again from the start, like every other serialisation failure.

CREATE FUNCTION house.lost_race() RETURNS uuid
    LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'somebody else has changed it meanwhile' USING ERRCODE = 'serialization_failure';
END $$;
