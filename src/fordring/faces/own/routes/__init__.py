"""The routes of our own face: the sandbox's clock."""
