-- What failed, came back or is tried again is listed page by page, the newest first.

DROP INDEX delivery_given_up;
CREATE INDEX delivery_undelivered ON delivery (delivery_id)
 WHERE state IN ('failed', 'returned') OR state = 'waiting' AND attempts > 0;
