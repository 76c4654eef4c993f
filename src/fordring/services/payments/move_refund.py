"""A person says that what a payer paid too much is for another claim: it is not sent back but booked there."""

from dataclasses import dataclass

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.merchant import HOUSE
from fordring.domain.payment.receipt import Receipt
from fordring.domain.payment.refund import Refund, State
from fordring.services.correcting import correct_bearers
from fordring.services.identifying import refuse_claim
from fordring.services.moving import require_reason
from fordring.services.opened import open_claims, save_claims
from fordring.services.receipts import receive
from fordring.services.undoing import Undoing, undo
from fordring.storage import refunds, taken_back
from fordring.storage.house import lines
from fordring.storage.house.lines import Claimed, Line
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class MoveRefund:
    """Which waiting refund, by its reference, the claim it is for (merchant and claim), and why."""

    reference: str
    to: Claimed
    because: str


async def move_refund(command: MoveRefund, work: Work) -> Line:
    """Take the surplus from its payment and give it to the claim, on the same account; the line it came with.

    Raises NotFoundError, InvalidCommandError, and IllegalTransitionError once it was sent, or where the house owes it.
    """
    because = require_reason(command.because)
    seen = await refunds.by_reference(work.connection, command.reference)
    await lines.lock_accounts(work.connection, [seen.bank_account_id])
    opened = await open_claims(work, [(seen.merchant_id, seen.claim_id), command.to])
    refund = await refunds.by_reference(work.connection, command.reference)
    _refuse(refund)
    line, left = await taken_back.payment_left(work.connection, refund.merchant_id, refund.payment_id)
    held = await lines.get(work.connection, line, lock=True)
    refuse_claim(opened, command.to, held)
    reason = f"moved by {work.asker.name}: {because}"
    undoing = Undoing("refund_moved", reason, held.bank_line_id, refund.bank_account_id, held.value_on)
    await undo(work, opened, left, refund.amount.minor, undoing)
    where = held.bank_line_id, refund.bank_account_id, refund.amount, held.value_on, held.debtor_account
    receive(work, opened, command.to[1], Receipt(*where, reason, held.debtor_name))
    await save_claims(work, opened)
    await work.unit.flush()
    await correct_bearers(work, opened.followed_keys)
    return held


def _refuse(refund: Refund) -> None:
    if refund.state is not State.WAITING:
        raise IllegalTransitionError("a refund", refund.state, "move")
    if refund.merchant_id == HOUSE:
        raise IllegalTransitionError("a refund", "of money that no claim was found for", "move")
