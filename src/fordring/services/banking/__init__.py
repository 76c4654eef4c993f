"""Verbs of bank files and payouts."""
