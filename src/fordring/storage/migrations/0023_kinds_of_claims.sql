-- What an accounting system hands over: overdue invoices of its own, to be collected or only reminded of.
ALTER TABLE claim
    DROP CONSTRAINT claim_kind_check,
    ADD CONSTRAINT claim_kind_check CHECK (kind IN ('invoice', 'credit_note', 'collection_case', 'reminder'));
COMMENT ON COLUMN claim.kind IS
    'invoice, credit_note: the paper is ours; collection_case, reminder: an overdue invoice that its merchant issued itself';
