"""Verbs of claims: register, start, render, deliver."""
