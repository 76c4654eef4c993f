"""A person gives a claim up: all that is open of it is written off, and nothing more is demanded."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.claim.lifecycle import Closed
from fordring.services.callers import claim_of
from fordring.services.crediting import Fall, hold_purchases, let_fall
from fordring.services.dossiers import Dossier, dossier_of
from fordring.services.moving import require_reason
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class WriteOff:
    """Which claim, by its public id; the merchants that the caller may act for; and why."""

    claim_no: int
    merchants: Collection[UUID] | None
    because: str


async def write_off(command: WriteOff, work: Work) -> Dossier:
    """Close the claim with an entry of what was open. The sale stands, so there is no credit note.

    Its purchases lose what is open of them as by a full credit; what was paid stays. Money that comes later is owed
    back. One that is written off already stays so. Raises NotFoundError, IllegalTransitionError for one that is not
    issued or closed for another reason, InvalidCommandError without a reason.
    """
    because = require_reason(command.because)
    merchant, claim = await claim_of(work.connection, command.claim_no, command.merchants, lock=True)
    if claim.closed_because is not Closed.WRITTEN_OFF:
        held = await hold_purchases(work, merchant, claim)
        fall = Fall(claim.open.principal, Closed.WRITTEN_OFF, "written_off", noted=False, facts={"message": because})
        claim = (await let_fall(work, held, fall)).claim
        await work.unit.flush()
    return await dossier_of(work, merchant, claim)
