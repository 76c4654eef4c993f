"""A person takes back that a debit was the operator's own: the mirror entry, and the line is a question again."""

from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import mirrored, operators_debit
from fordring.domain.merchant import HOUSE
from fordring.domain.payment.receipt import LineState
from fordring.services.moving import require_reason
from fordring.storage import ledger
from fordring.storage.house import lines
from fordring.storage.house.lines import Line
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class UndoOperatorsDebit:
    """Which line of a bank file, and why it was not the operator's, or not of that kind."""

    bank_line_id: UUID
    because: str


async def undo_operators_debit(command: UndoOperatorsDebit, work: Work) -> Line:
    """What left the house book by the line comes back to it, and a person is asked about the debit again.

    Raises NotFoundError, InvalidCommandError without a reason, IllegalTransitionError unless it was said to be the
    operator's.
    """
    because = require_reason(command.because)
    seen = await lines.get(work.connection, command.bank_line_id)
    await lines.lock_accounts(work.connection, [seen.bank_account_id])
    line = await lines.get(work.connection, command.bank_line_id, lock=True)
    if line.state is not LineState.OPERATORS:
        raise IllegalTransitionError("a bank line", line.state, "take back that it was the operator's")
    cause = f"bank line {line.bank_line_id}"
    account = await ledger.operators_account_of(work.connection, cause, line.recorded_at)
    postings = mirrored(operators_debit(line.bank_account_id, account, line.amount))
    ledger.post(work.unit, HOUSE, Entry(new_id(), "operators_undone", line.value_on, cause, postings), work.wall)
    reason = f"not the operator's, by {work.asker.name}: {because}"
    kept = replace(line, state=LineState.QUESTION, reason=reason)
    await lines.save(work.connection, kept)
    await work.unit.flush()
    return kept
