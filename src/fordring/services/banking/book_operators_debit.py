"""A person says that a debit was the operator's own: a charge of the bank, or a sweep of what is its own."""

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.ledger.accounts import Account
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import operators_debit
from fordring.domain.merchant import HOUSE
from fordring.domain.payment.receipt import LineState
from fordring.services.moving import require_day, require_reason
from fordring.storage import ledger
from fordring.storage.house import accounts, lines
from fordring.storage.house.lines import Line
from fordring.storage.ids import new_id
from fordring.storage.work import Work


class OperatorsDebit(StrEnum):
    """What it was."""

    CHARGE = "charge"
    SWEEP = "sweep"


ACCOUNTS = {
    OperatorsDebit.CHARGE: Account.OWED_OPERATOR_CHARGES,
    OperatorsDebit.SWEEP: Account.OWED_OPERATOR_SWEPT,
}
FREE = frozenset({LineState.NOTED, LineState.QUESTION})


@dataclass(frozen=True, slots=True)
class BookOperatorsDebit:
    """Which line of a bank file, what it was, and how that is known."""

    bank_line_id: UUID
    kind: OperatorsDebit
    because: str


async def book_operators_debit(command: BookOperatorsDebit, work: Work) -> Line:
    """The debit leaves the client account in the house book, once.

    Raises NotFoundError, InvalidCommandError without a reason, IllegalTransitionError for a credit, for a debit that
    is something else already, or in a currency that is not the account's, and while its day is not known.
    """
    because = require_reason(command.because)
    seen = await lines.get(work.connection, command.bank_line_id)
    await lines.lock_accounts(work.connection, [seen.bank_account_id])
    line = await lines.get(work.connection, command.bank_line_id, lock=True)
    account = await accounts.get(work.connection, line.bank_account_id)
    if line.credit or line.state not in FREE:
        what = "a credit" if line.credit else line.state
        raise IllegalTransitionError("a bank line", what, command.kind)
    require_day(line, command.kind)
    if not line.amount or line.amount.currency != account.currency:
        said = f"of {line.amount} on an account in {account.currency}"
        raise IllegalTransitionError("a bank line", said, command.kind)
    postings = operators_debit(line.bank_account_id, ACCOUNTS[command.kind], line.amount)
    cause = f"bank line {line.bank_line_id}"
    entry = Entry(new_id(), f"operators_{command.kind}", line.value_on, cause, postings)
    ledger.post(work.unit, HOUSE, entry, work.wall)
    reason = f"{command.kind} of the operator's, by {work.asker.name}: {because}"
    kept = replace(line, state=LineState.OPERATORS, reason=reason)
    await lines.save(work.connection, kept)
    await work.unit.flush()
    return kept
