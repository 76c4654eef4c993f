"""Between the foreign words and ours, both ways. No rules: what a word means is decided in the domain."""
