"""A person says the day of a line whose days, as the bank says them, cannot be."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from fordring.domain.errors import FieldProblem, IllegalTransitionError, InvalidCommandError
from fordring.domain.payment.days import day_fault
from fordring.services.moving import require_reason
from fordring.storage.house import lines
from fordring.storage.house.lines import Line
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class SayDay:
    """Which line of a bank file, the day on which its money moved, and how that is known."""

    bank_line_id: UUID
    day: date
    because: str


async def say_day(command: SayDay, work: Work) -> Line:
    """The day is both booking and value day. The line stays a question, which can be answered from then on.

    Raises NotFoundError, InvalidCommandError without a reason and for a day that cannot be, and IllegalTransitionError
    for a line that has its days.
    """
    because = require_reason(command.because)
    if fault := day_fault(command.day, None, None, unread=False):
        raise InvalidCommandError(FieldProblem("day", fault))
    seen = await lines.get(work.connection, command.bank_line_id)
    await lines.lock_accounts(work.connection, [seen.bank_account_id])
    line = await lines.get(work.connection, command.bank_line_id, lock=True)
    if not line.day_unknown:
        raise IllegalTransitionError("a bank line", f"{line.state}, with its day", "say its day")
    reason = f"of {command.day}, by {work.asker.name}: {because}"
    kept = replace(line, booked_on=command.day, value_on=command.day, day_unknown=False, reason=reason)
    await lines.save_day(work.connection, kept)
    return kept
