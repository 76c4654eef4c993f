-- What a merchant's own books report about claims: money that came directly to the merchant, and credits. A row for each
-- part of a report, also where nothing was booked, so that a report that is repeated is answered as before.

CREATE TABLE reported_booking (
    merchant_id    uuid NOT NULL,
    booking_id     uuid NOT NULL,
    report_id      uuid NOT NULL,
    part_no        integer NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('direct_payment', 'credit')),
    claim_id       uuid NOT NULL,
    claim_no       bigint NOT NULL,
    accounting_id  text,
    fingerprint    text NOT NULL,
    currency       text NOT NULL,
    asked_minor    bigint NOT NULL,
    booked_minor   bigint NOT NULL,
    open_principal bigint NOT NULL,
    ignored        text NOT NULL,
    note_no        bigint,
    value_on       date NOT NULL,
    description    text,
    created_by     text NOT NULL,
    recorded_at    timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, booking_id),
    FOREIGN KEY (merchant_id, claim_id) REFERENCES claim
);
CREATE INDEX reported_booking_claim ON reported_booking (merchant_id, claim_id);
CREATE INDEX reported_booking_report ON reported_booking (merchant_id, kind, accounting_id) WHERE accounting_id IS NOT NULL;
COMMENT ON COLUMN reported_booking.booked_minor IS 'of the principal; negative where a direct payment was taken back';
COMMENT ON COLUMN reported_booking.open_principal IS 'of the claim, once this part was booked';
COMMENT ON COLUMN reported_booking.ignored IS 'why not all of asked_minor was booked';

GRANT SELECT, INSERT ON reported_booking TO fordring_app;
