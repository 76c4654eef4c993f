-- Payouts of ours that a merchant's books report back, and the claims that bear lines of its own bookkeeping.

ALTER TABLE reported_booking ADD COLUMN payout_id uuid;
CREATE INDEX reported_booking_payout ON reported_booking (merchant_id, payout_id) WHERE payout_id IS NOT NULL;
COMMENT ON COLUMN reported_booking.payout_id IS 'the payout of ours that a direct payment was, so that nothing was booked';

CREATE INDEX claim_bookkeeping ON claim (merchant_id, claim_no)
    WHERE content #> '{given,bookkeeping}' <> '[]';
