"""Follow-up: the verbs by which a claim that is not paid goes on, waits, and stops."""
