"""A caller reads whom it acts for."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.merchant import Merchant
from fordring.storage import payments
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ListCreditors:
    """The merchants that the caller may act for."""

    merchants: Collection[UUID]


async def list_creditors(command: ListCreditors, work: Work) -> list[Merchant]:
    """Those merchants, by their public numbers."""
    found = await payments.merchants_by_id(work.connection, command.merchants)
    return sorted(found.values(), key=lambda merchant: merchant.creditor_no)
