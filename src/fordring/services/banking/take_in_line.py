"""A person says that a credit which was a question is money to be booked: it waits as unidentified from then on."""

from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import unidentified
from fordring.domain.merchant import HOUSE
from fordring.domain.payment.receipt import LineState
from fordring.services.moving import require_day, require_reason
from fordring.services.suggesting import Waiting, suggest
from fordring.storage import ledger
from fordring.storage.house import accounts, lines
from fordring.storage.house.lines import Line
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class TakeInLine:
    """Which line of a bank file, and why it is money to be booked."""

    bank_line_id: UUID
    because: str


async def take_in_line(command: TakeInLine, work: Work) -> Line:
    """The money comes into the house book, with suggestions; then it is accepted, identified or returned as others are.

    Raises NotFoundError, InvalidCommandError without a reason, IllegalTransitionError for what is no question, for a
    debit, for money in a currency that is not the account's, and while its day is not known.
    """
    because = require_reason(command.because)
    seen = await lines.get(work.connection, command.bank_line_id)
    await lines.lock_accounts(work.connection, [seen.bank_account_id])
    line = await lines.get(work.connection, command.bank_line_id, lock=True)
    account = await accounts.get(work.connection, line.bank_account_id)
    if line.state is not LineState.QUESTION or not line.credit:
        what = line.state if line.credit else f"{line.state}, a debit"
        raise IllegalTransitionError("a bank line", what, "take in")
    require_day(line, "take in")
    if not line.amount or line.amount.currency != account.currency:
        said = f"of {line.amount} on an account in {account.currency}"
        raise IllegalTransitionError("a bank line", said, "take in")
    postings = unidentified(line.bank_account_id, line.amount)
    cause = f"bank line {line.bank_line_id}"
    ledger.post(work.unit, HOUSE, Entry(new_id(), "unidentified", line.value_on, cause, postings), work.wall)
    reason = f"taken in by {work.asker.name}: {because}"
    kept = replace(line, state=LineState.UNIDENTIFIED, reason=reason)
    await lines.save(work.connection, kept)
    await suggest(work, [Waiting(kept, account)])
    await work.unit.flush()
    return kept
