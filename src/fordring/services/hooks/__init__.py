"""Verbs of subscriptions and of what is delivered to them."""
