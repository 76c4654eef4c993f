"""Answers about documents: one that was handed in, and the list of an invoice's."""

from fordring.faces.kravia.wire.answer import Answer
from fordring.faces.kravia.wire.answers import Document, Warned


class HandedIn(Document):
    """The document as it is kept, and what is doubtful about it."""

    warnings: list[Warned]


class Documents(Answer):
    """The invoice's documents, the oldest first, in the envelope of lists."""

    value: list[Document]
