"""Fordring's own API: operator and sandbox."""
