"""Verbs about credentials: clients, what they are granted, API keys, tokens that are taken back."""
