"""Verbs only a sandbox merchant has: its own clock."""
