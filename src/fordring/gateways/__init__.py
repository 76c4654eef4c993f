"""What is outside and not ours: the blob store."""
