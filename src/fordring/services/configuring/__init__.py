"""Verbs about a merchant's settings: its profiles, its checkout, who delivers, what its calls are signed with."""
