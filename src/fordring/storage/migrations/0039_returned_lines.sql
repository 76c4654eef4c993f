-- A credit may be sent back to whom it came from. What no claim was found for is owed by the house, whose book has no merchant.

ALTER TABLE house.bank_line
    DROP CONSTRAINT bank_line_state_check,
    ADD CONSTRAINT bank_line_state_check CHECK (state IN ('matched', 'unidentified', 'question', 'noted', 'confirmed',
                                                          'reversal', 'reversed', 'returned'));
ALTER TABLE refund DROP CONSTRAINT refund_merchant_id_fkey;
COMMENT ON COLUMN refund.merchant_id IS 'the nil uuid for the house: then the claim is none, and payment_id is the bank line';
