"""A claim is shown with everything known about it, to a caller who acts for its merchant."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fordring.services.callers import claim_of
from fordring.services.dossiers import Dossier, dossier_of
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ShowClaim:
    """Which claim, by its public id, and the merchants that the caller may act for."""

    claim_no: int
    merchants: Collection[UUID]


async def show_claim(command: ShowClaim, work: Work) -> Dossier:
    """The claim's file, wherever the claim came from. Raises NotFoundError, also for a claim of others."""
    return await dossier_of(work, *await claim_of(work.connection, command.claim_no, command.merchants))
