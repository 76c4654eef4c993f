"""A person says that a refund was made: the payer has the money back."""

from dataclasses import dataclass
from datetime import date

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.payment.refund import Refund, State
from fordring.services.refunding import settle_refund
from fordring.storage import refunds
from fordring.storage.house import lines, orders
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ConfirmRefund:
    """Which refund, by its reference, and the day the money left the account."""

    reference: str
    day: date


async def confirm_refund(command: ConfirmRefund, work: Work) -> Refund:
    """The refund is made; where it is confirmed, nothing changes.

    Raises NotFoundError, IllegalTransitionError for one that was not sent, or rejected, and for one whose order waits
    for release.
    """
    seen = await refunds.by_reference(work.connection, command.reference)
    await lines.lock_accounts(work.connection, [seen.bank_account_id])
    refund = await refunds.by_reference(work.connection, command.reference)
    if refund.state is State.CONFIRMED:
        return refund
    if refund.order_id is not None and (await orders.get(work.connection, refund.order_id)).state == orders.WAITING:
        raise IllegalTransitionError("a payment order", orders.WAITING, "confirm")
    return await settle_refund(work, refund, command.day)
