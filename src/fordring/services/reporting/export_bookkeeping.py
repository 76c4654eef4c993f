"""A caller reads the lines of bookkeeping that were registered with its claims, for a period, page by page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fordring.domain.merchant import Merchant
from fordring.services.callers import creditor_of
from fordring.storage import bookkeeping, payments
from fordring.storage.bookkeeping import BookedClaim
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class ExportBookkeeping:
    """Whose lines, of one creditor where it is named, on which days, both included; behind the claim `after`."""

    merchants: Collection[UUID]
    creditor_no: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    after: int = 0
    limit: int = 100


@dataclass(frozen=True, slots=True)
class BookkeepingPage:
    """The claims with their lines, and their merchants."""

    merchants: Mapping[UUID, Merchant]
    claims: list[BookedClaim]


async def export_bookkeeping(command: ExportBookkeeping, connection: Connection) -> BookkeepingPage:
    """The next claims that have lines in the period. Raises ForeignCreditorError."""
    wanted = command.merchants
    if command.creditor_no is not None:
        wanted = [(await creditor_of(connection, command.creditor_no, wanted)).merchant_id]
    period = command.first_day, command.last_day
    found = await bookkeeping.booked_claims(connection, wanted, *period, command.after, command.limit)
    merchants = await payments.merchants_by_id(connection, {claim.merchant_id for claim in found})
    return BookkeepingPage(merchants, found)
