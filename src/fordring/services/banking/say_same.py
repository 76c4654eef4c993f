"""A person says that a line which may be another payment is the same as the one that it is equal to."""

from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.payment.receipt import LineState
from fordring.services.moving import require_reason
from fordring.storage.house import lines
from fordring.storage.house.lines import Line
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class SaySame:
    """Which line of a bank file, and how that is known."""

    bank_line_id: UUID
    because: str


async def say_same(command: SaySame, work: Work) -> Line:
    """The line is noted as told twice: it needs nobody, and the reconciliation does not count it.

    Raises NotFoundError, InvalidCommandError without a reason, and IllegalTransitionError for what is no such question.
    """
    because = require_reason(command.because)
    seen = await lines.get(work.connection, command.bank_line_id)
    await lines.lock_accounts(work.connection, [seen.bank_account_id])
    line = await lines.get(work.connection, command.bank_line_id, lock=True)
    if line.state is not LineState.QUESTION or not line.may_repeat:
        what = line.state if line.may_repeat else f"{line.state}, equal to no other"
        raise IllegalTransitionError("a bank line", what, "say that it is the same")
    kept = replace(line, state=LineState.NOTED, reason=f"told twice, by {work.asker.name}: {because}")
    await lines.save(work.connection, kept)
    return kept
