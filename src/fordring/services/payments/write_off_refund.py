"""A person gives up what a payer owes: its payment was taken back after a refund of it had left."""

from dataclasses import dataclass

from fordring.domain.payment.refund import Refund
from fordring.services.moving import require_reason
from fordring.services.refunding import write_off
from fordring.storage import refunds
from fordring.storage.house import lines
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class WriteOffRefund:
    """Which refund, by its reference, and why."""

    reference: str
    because: str


async def write_off_refund(command: WriteOffRefund, work: Work) -> Refund:
    """The operator bears what is owed, by an entry.

    Raises NotFoundError, InvalidCommandError without a reason, IllegalTransitionError unless its payer owes it and no
    other refund of its payment is on its way.
    """
    because = require_reason(command.because)
    seen = await refunds.by_reference(work.connection, command.reference)
    await lines.lock_accounts(work.connection, [seen.bank_account_id])
    refund = await refunds.by_reference(work.connection, command.reference)
    return await write_off(work, refund, f"written off by {work.asker.name}: {because}")
