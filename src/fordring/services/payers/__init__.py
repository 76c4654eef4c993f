"""The merchant's cards of its payers."""
