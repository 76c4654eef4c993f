"""The verbs. One module = one use case = one command + one function."""
