"""Verbs that bring merchants, clients and tokens into being."""
