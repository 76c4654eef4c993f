"""A claim is shown with everything known about it, to a caller who acts for its merchant."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from fordring.services.callers import claim_of
from fordring.services.dossiers import Dossier, dossier_of
from fordring.services.follow_up_shown import follow_up_of
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ShowClaim:
    """Which claim, by its public id, the merchants that the caller may act for, and whether its plan is shown too."""

    claim_no: int
    merchants: Collection[UUID]
    planned: bool = False


async def show_claim(command: ShowClaim, work: Work) -> Dossier:
    """The claim's file, wherever the claim came from. Raises NotFoundError, also for a claim of others."""
    merchant, claim = await claim_of(work.connection, command.claim_no, command.merchants)
    dossier = await dossier_of(work, merchant, claim)
    if not command.planned:
        return dossier
    return replace(dossier, follow_up=await follow_up_of(work.connection, merchant, claim, dossier.day))
