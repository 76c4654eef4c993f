"""The other versions of every channel: recording (tests), console (a developer's terminal), mailbox (the sandbox).

They are ordinary code that runs in production sandboxes, generic over the message they take.
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import Generic, TypeVar

from fordring.channels.outcome import DELIVERED, Outcome

Message = TypeVar("Message")


class Recording(Generic[Message]):
    """Keeps every message in `sent`. Answers with `outcomes` in order, and with delivered once they are used up."""

    def __init__(self, outcomes: Iterable[Outcome] = ()) -> None:
        self.sent: list[Message] = []
        self._outcomes = iter(outcomes)

    async def send(self, message: Message, /) -> Outcome:
        """Keep `message`, whatever the scripted answer is."""
        self.sent.append(message)
        return next(self._outcomes, DELIVERED)


class Console(Generic[Message]):
    """Writes each message as text by `write`; the message's own `str` decides what is shown."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    async def send(self, message: Message, /) -> Outcome:
        """Show `message`; nothing leaves the machine."""
        self._write(f"{message}\n")
        return DELIVERED


class Mailbox(Generic[Message]):
    """Hands each message to `store`, which keeps it for the sandbox's mailbox page. What it raises passes through."""

    def __init__(self, store: Callable[[Message], Awaitable[object]]) -> None:
        self._store = store

    async def send(self, message: Message, /) -> Outcome:
        """Store `message`; it counts as delivered."""
        await self._store(message)
        return DELIVERED
