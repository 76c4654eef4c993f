"""The bank refused a payout: it is taken back, and the money waits for the next run."""

from dataclasses import dataclass
from datetime import date

from fordring.services.settling import take_back_payout
from fordring.storage import payouts
from fordring.storage.house import lines
from fordring.storage.payouts import Payout
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class RejectPayout:
    """Which payout, by its reference, why in the bank's words, and the day it came back."""

    reference: str
    reason: str
    day: date


async def reject_payout(command: RejectPayout, work: Work) -> Payout:
    """Take the payout back; where it is rejected, nothing changes.

    Raises NotFoundError, IllegalTransitionError for one that was confirmed.
    """
    seen = await payouts.by_reference(work.connection, command.reference)
    await lines.lock_accounts(work.connection, [seen.bank_account_id])
    payout = await payouts.by_reference(work.connection, command.reference)
    if payout.state == payouts.REJECTED:
        return payout
    return await take_back_payout(work, payout, command.reason, command.day)
