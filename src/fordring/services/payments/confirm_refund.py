"""A person says that a refund was made: the payer has the money back."""

from dataclasses import dataclass
from datetime import date

from fordring.domain.payment.refund import Refund, State
from fordring.services.refunding import settle_refund
from fordring.storage import refunds
from fordring.storage.house import lines
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ConfirmRefund:
    """Which refund, by its reference, and the day the money left the account."""

    reference: str
    day: date


async def confirm_refund(command: ConfirmRefund, work: Work) -> Refund:
    """The refund is made; where it is confirmed, nothing changes.

    Raises NotFoundError, IllegalTransitionError for one that was not sent, or rejected.
    """
    seen = await refunds.by_reference(work.connection, command.reference)
    await lines.lock_accounts(work.connection, [seen.bank_account_id])
    refund = await refunds.by_reference(work.connection, command.reference)
    if refund.state is State.CONFIRMED:
        return refund
    return await settle_refund(work, refund, command.day)
