"""Sandbox bank and payers, seen from outside like the real ones."""
