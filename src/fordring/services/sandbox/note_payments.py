"""What the sandbox's payers have paid is noted, so that each part of an invoice is paid once."""

from collections.abc import Sequence
from dataclasses import dataclass

from fordring.storage import sandbox_payments
from fordring.storage.sandbox_payments import PaidPart
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class NotePayments:
    """The parts; those that came to something stand in a bank's file that is received in the same transaction."""

    parts: Sequence[PaidPart]


async def note_payments(command: NotePayments, work: Work) -> None:
    """Note them. Who notes a part a second time has its transaction refused by the database."""
    sandbox_payments.add(work.unit, command.parts)
    await work.unit.flush()
