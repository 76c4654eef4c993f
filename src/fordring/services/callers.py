"""What a caller at the creditor face may touch: its merchants by their public integer, and claims by theirs."""

from collections.abc import Collection
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.errors import ForeignCreditorError, NotFoundError
from fordring.domain.merchant import Merchant
from fordring.storage import claims, merchants
from fordring.storage.transaction import Connection

CREDITOR_NO_MAX = 2**31 - 1


async def creditor_of(connection: Connection, creditor_no: int, covered: Collection[UUID]) -> Merchant:
    """The merchant with this public number. Raises ForeignCreditorError, one for unknown and for not covered."""
    require_creditor_no(creditor_no)
    try:
        merchant = await merchants.by_creditor_no(connection, creditor_no)
    except NotFoundError:
        raise ForeignCreditorError from None
    if merchant.merchant_id not in covered:
        raise ForeignCreditorError
    return merchant


def require_creditor_no(creditor_no: int) -> None:
    """Raises ForeignCreditorError for a number that no merchant can have."""
    if not 1 <= creditor_no <= CREDITOR_NO_MAX:
        raise ForeignCreditorError


async def claim_of(
    connection: Connection, claim_no: int, covered: Collection[UUID] | None, *, lock: bool = False
) -> tuple[Merchant, Claim]:
    """The claim with this public number and its merchant, one of those covered; None covers all, the operator's.

    Raises NotFoundError, also for a claim of others.
    """
    merchant, claim_id = await merchants.behind_claim(connection, claim_no, covered, lock=lock)
    return merchant, await claims.get(connection, merchant.merchant_id, claim_id)


async def claim_seen(connection: Connection, claim_no: int, covered: Collection[UUID] | None) -> tuple[Merchant, Claim]:
    """The same to look at, for the operator too, who covers all (None). Raises NotFoundError."""
    if covered is not None:
        return await claim_of(connection, claim_no, covered)
    merchant_id, claim_id = await claims.find(connection, claim_no)
    return await merchants.get(connection, merchant_id), await claims.get(connection, merchant_id, claim_id)
