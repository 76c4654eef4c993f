"""What came of one attempt to get words to somebody, and the one shape every channel has.

An outcome is a value, not an exception: the sending job writes it down and asks `retry` when to try again.
"""

from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

Message_contra = TypeVar("Message_contra", contravariant=True)

Kind = Literal["delivered", "retry", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt's result.

    `delivered`: the other side took it. `retry`: not now, the same message may be sent again. `failed`: never, however
    often it is tried. `detail` is a sentence for the case handler, `code` the other side's number (SMTP reply, HTTP
    status) where there is one, `body` the start of what an HTTP receiver answered.
    """

    kind: Kind
    detail: str = ""
    code: int | None = None
    body: bytes = b""


DELIVERED = Outcome("delivered")


class Channel(Protocol[Message_contra]):
    """A way to get one kind of message out of the process. Never raises for what the other side does."""

    async def send(self, message: Message_contra, /) -> Outcome:
        """Make one attempt with nothing open in the database, and say what came of it."""
        ...
