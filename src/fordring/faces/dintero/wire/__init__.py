"""Shapes of request bodies, checked on the raw bytes, and of answers, for the API documentation."""
