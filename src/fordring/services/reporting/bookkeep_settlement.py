"""A merchant's books have a settlement: under what id, so that nobody reads it again as one to be booked."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fordring.services.statements import Statement, statements
from fordring.storage import settlements
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class BookkeepSettlement:
    """Which settlement, by its public number; what the books call it, None where they no longer have it."""

    settlement_no: int
    internal_accounting_id: str | None
    merchants: Collection[UUID]


async def bookkeep_settlement(command: BookkeepSettlement, work: Work) -> Statement:
    """The settlement under that id; another than before takes its place, every change is kept.

    Raises NotFoundError, also for a settlement of others.
    """
    payout = await settlements.locked(work.connection, command.settlement_no, command.merchants)
    if payout.internal_accounting_id != command.internal_accounting_id:
        payout = await settlements.book(work, payout, command.internal_accounting_id)
    return (await statements(work.connection, [payout]))[0]
