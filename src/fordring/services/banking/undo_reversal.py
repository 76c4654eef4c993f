"""A person takes back that a debit took a credit back: what was undone is booked again, the debit is a question."""

from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.payment.receipt import LineState
from fordring.services.giving_back import give_back, give_house_back
from fordring.services.moving import require_reason
from fordring.services.opened import open_claims, save_claims
from fordring.storage import taken_back
from fordring.storage.house import lines
from fordring.storage.house.lines import Line
from fordring.storage.taken_back import TakenPayment
from fordring.storage.work import Work

VERB = "take back that it is a reversal"


@dataclass(frozen=True, slots=True)
class UndoReversal:
    """Which debit, and why it did not take back the credit that it is said to."""

    bank_line_id: UUID
    because: str


async def undo_reversal(command: UndoReversal, work: Work) -> Line:
    """Give the credit back what the debit took of it, as of the debit's day; the debit, about which a person is asked.

    It falls on its claim as money of that day does, so that what was paid anew meanwhile makes it too much. Whether a
    person or the bank said it makes no difference. Raises NotFoundError, InvalidCommandError without a reason, and
    IllegalTransitionError for what is no reversal, where the rest of the credit is somewhere else by now, and where
    what its payer owed for it was written off.
    """
    because = require_reason(command.because)
    seen = await lines.get(work.connection, command.bank_line_id)
    await lines.lock_accounts(work.connection, [seen.bank_account_id])
    taken = await taken_back.taken_by(work.connection, command.bank_line_id)
    opened = await open_claims(work, [(each.merchant_id, each.claim_id) for each in taken])
    debit = await lines.get(work.connection, command.bank_line_id, lock=True)
    if debit.state is not LineState.REVERSAL or debit.reverses is None:
        raise IllegalTransitionError("a bank line", debit.state, VERB)
    credit = await lines.get(work.connection, debit.reverses, lock=True)
    home = _home_of(credit, taken)
    reason = f"not the reversal of {credit.bank_line_id}, by {work.asker.name}: {because}"
    for payment in taken:
        await give_back(work, opened, payment, debit, credit, goes_back=home is LineState.RETURNED)
    if not taken:
        give_house_back(work, debit)
    await save_claims(work, opened)
    left = credit.reversed_minor - debit.amount.minor
    await lines.save(work.connection, replace(credit, state=home, reversed_minor=left))
    kept = replace(debit, state=LineState.QUESTION, reason=reason, reverses=None, merchant_id=None, claim_id=None)
    await lines.save(work.connection, kept)
    await work.unit.flush()
    return kept


def _home_of(credit: Line, taken: list[TakenPayment]) -> LineState:
    """What the credit is with its money back: where nothing of it is left, what it was; else as the rest of it is.

    Raises IllegalTransitionError where the rest is a claim's and this was nobody's, or the other way round.
    """
    unclaimed = LineState.UNIDENTIFIED
    if credit.state is LineState.REVERSED:
        one_claim = len({payment.claim_id for payment in taken}) == 1
        claimed = LineState.RETURNED if one_claim and credit.claim_id is None else LineState.MATCHED
        return claimed if taken else unclaimed
    if (credit.state is unclaimed) is bool(taken):
        raise IllegalTransitionError("the rest of its credit", credit.state, f"{VERB}, which is something else")
    return credit.state
