"""The shapes of requests and answers of our own face."""
