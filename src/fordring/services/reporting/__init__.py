"""Verbs of settlement reports: listing settlements, reports and who gets them, and making a test report."""
