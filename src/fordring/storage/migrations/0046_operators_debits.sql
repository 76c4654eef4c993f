-- A debit that is no transfer of ours may be the operator's own: what a bank charged, or what was taken out of what is the operator's.

ALTER TABLE house.bank_line
    DROP CONSTRAINT bank_line_state_check,
    ADD CONSTRAINT bank_line_state_check CHECK (state IN ('matched', 'unidentified', 'question', 'noted', 'confirmed',
                                                          'reversal', 'reversed', 'returned', 'operators'));
INSERT INTO ledger_account (account, meaning) VALUES
    ('owed.operator.charges', 'what banks charged to client accounts, for the operator to bear'),
    ('owed.operator.swept', 'what the operator has taken out of client accounts');
