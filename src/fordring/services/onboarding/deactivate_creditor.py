"""A caller ends the taking of claims for one of its merchants, or goes on with it."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.merchant import Merchant
from fordring.services.callers import creditor_of
from fordring.storage import merchants
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class DeactivateCreditor:
    """Whose, by its public number, and whom the caller has; `active` takes the end back."""

    creditor_no: int
    merchants: Collection[UUID]
    active: bool = False


async def deactivate_creditor(command: DeactivateCreditor, work: Work) -> Merchant:
    """From now on nothing is registered or started for it; what was started goes on, and money is taken and paid out.

    Asked again it changes nothing. Raises ForeignCreditorError.
    """
    found = await creditor_of(work.connection, command.creditor_no, command.merchants)
    await merchants.lock(work.connection, found.merchant_id)
    merchant = await merchants.get(work.connection, found.merchant_id)
    if command.active != (merchant.deactivated_at is None):
        at = None if command.active else merchant.now(work.wall)
        await merchants.set_deactivated(work.connection, merchant.merchant_id, at)
    return await merchants.get(work.connection, merchant.merchant_id)
