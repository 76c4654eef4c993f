"""A claim is shown with everything known about it, to a caller who acts for its merchant."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.errors import NotFoundError
from fordring.services.dossiers import Dossier, dossier_of
from fordring.storage import claims, merchants
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ShowClaim:
    """Which claim, by its public id, and the merchants that the caller may act for."""

    claim_no: int
    merchants: Collection[UUID]


async def show_claim(command: ShowClaim, work: Work) -> Dossier:
    """The claim's file, wherever the claim came from. Raises NotFoundError, also for a claim of others."""
    merchant_id, claim_id = await claims.find(work.connection, command.claim_no)
    if merchant_id not in command.merchants:
        raise NotFoundError("claim", command.claim_no)
    merchant = await merchants.get(work.connection, merchant_id)
    return await dossier_of(work, merchant, await claims.get(work.connection, merchant_id, claim_id))
