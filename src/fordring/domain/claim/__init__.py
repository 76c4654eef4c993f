"""A claim: money owed, always in three parts (principal, fees, interest)."""
