"""Verbs of purchases: pay by invoice, capture, void."""
