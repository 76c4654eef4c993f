"""That a release was refused stays with the order: the transaction in which its maker asked for it is gone."""

from dataclasses import dataclass

from fordring.domain.errors import NotFoundError
from fordring.storage.house import lines, orders
from fordring.storage.work import Work

REFUSED = "refused_release"


@dataclass(frozen=True, slots=True)
class NoteRefusedRelease:
    """Which order, by its message id."""

    message_id: str


async def note_refused_release(command: NoteRefusedRelease, work: Work) -> None:
    """An event of the order, of whoever asked. Raises NotFoundError."""
    seen = await orders.by_message_id(work.connection, command.message_id)
    if seen is None:
        raise NotFoundError("payment order", command.message_id)
    await lines.lock_accounts(work.connection, [seen.bank_account_id])
    orders.happened(work.unit, await orders.next_event(work.connection, seen, REFUSED, work))
    await work.unit.flush()
