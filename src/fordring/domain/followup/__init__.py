"""Follow-up: dated figures of the law, interest, and which step is lawful next."""
