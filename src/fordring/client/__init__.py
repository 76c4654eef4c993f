"""The typed Python client of both faces; imports nothing of the rest."""
