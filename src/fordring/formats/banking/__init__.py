"""Bank files: readers and writers."""
