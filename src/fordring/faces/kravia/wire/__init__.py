"""Shapes of request bodies, tolerant where the public examples are sloppy, and of answers."""
