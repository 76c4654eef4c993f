"""The summary of a claim for a court: its cover and its ledger extract, as letters of tables."""
