"""Papers that others made: what their bytes are, whether they may be sent on, their names, and how they are bound."""
