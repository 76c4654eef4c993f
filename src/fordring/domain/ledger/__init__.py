"""The double-entry ledger: the chart of accounts, the entry that sums to zero, the rules from event to postings."""
