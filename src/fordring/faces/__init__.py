"""Vocabularies: words, translation, status codes. No rules."""
