"""The bank refused a refund: its money is owed to the payer again, and waits for another account."""

from dataclasses import dataclass
from datetime import date

from fordring.domain.payment.refund import Refund, State
from fordring.services.refunding import take_back_refund
from fordring.storage import refunds
from fordring.storage.house import lines
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class RejectRefund:
    """Which refund, by its reference, why in the bank's words, and the day it came back."""

    reference: str
    reason: str
    day: date


async def reject_refund(command: RejectRefund, work: Work) -> Refund:
    """Take the refund back; where it is rejected, nothing changes.

    Raises NotFoundError, IllegalTransitionError for one that was not sent, or confirmed.
    """
    seen = await refunds.by_reference(work.connection, command.reference)
    await lines.lock_accounts(work.connection, [seen.bank_account_id])
    refund = await refunds.by_reference(work.connection, command.reference)
    if refund.state is State.REJECTED:
        return refund
    return await take_back_refund(work, refund, command.reason, command.day)
