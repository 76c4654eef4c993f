"""Verbs of money received and sent back."""
