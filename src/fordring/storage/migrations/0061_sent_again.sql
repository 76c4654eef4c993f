-- A paper that came back is sent again: each sending is a delivery of its own, and the print house knows it by a name of its own.

ALTER TABLE delivery ADD COLUMN sending_no integer NOT NULL DEFAULT 1;
COMMENT ON COLUMN delivery.sending_no IS 'which sending of its document it is: one more for each that came back before it';

DROP INDEX delivery_letter;
CREATE UNIQUE INDEX delivery_letter ON delivery (document_id, sending_no) WHERE channel = 'letter';
