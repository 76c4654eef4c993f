"""A person, or a bank's message, says that a payout was made: its merchant has the money."""

from dataclasses import dataclass
from datetime import date

from fordring.domain.errors import IllegalTransitionError
from fordring.services.settling import settle_payout
from fordring.storage import payouts
from fordring.storage.house import lines, orders
from fordring.storage.payouts import Payout
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ConfirmPayout:
    """Which payout, by its reference, and the day the money left the account."""

    reference: str
    day: date


async def confirm_payout(command: ConfirmPayout, work: Work) -> Payout:
    """Settle the payout and its purchases; where it is confirmed, nothing changes.

    Raises NotFoundError, IllegalTransitionError for one that was rejected, and for one whose order waits for release.
    """
    seen = await payouts.by_reference(work.connection, command.reference)
    await lines.lock_accounts(work.connection, [seen.bank_account_id])
    payout = await payouts.by_reference(work.connection, command.reference)
    if payout.state == payouts.CONFIRMED:
        return payout
    order = await orders.get(work.connection, payout.order_id)
    if order.state == orders.WAITING:
        raise IllegalTransitionError("a payment order", order.state, "confirm")
    return await settle_payout(work, payout, command.day)
