"""The client takes back a claim that was never issued: it closes without number, entry or letter."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.claim.lifecycle import Closed, Event, State
from fordring.domain.errors import IllegalTransitionError
from fordring.services.callers import claim_of
from fordring.services.dossiers import Dossier, dossier_of
from fordring.storage import claims
from fordring.storage.work import Work

UNISSUED = (State.DRAFT, State.SCHEDULED)


@dataclass(frozen=True, slots=True)
class WithdrawClaim:
    """Which claim, by its public id; the merchants that the caller may act for; and what the caller says about it."""

    claim_no: int
    merchants: Collection[UUID]
    message: str | None = None


async def withdraw_claim(command: WithdrawClaim, work: Work) -> Dossier:
    """Close a draft or a scheduled claim; one that was withdrawn already stays so.

    Raises NotFoundError, also for a claim of others, and IllegalTransitionError once it has been issued.
    """
    merchant, claim = await claim_of(work.connection, command.claim_no, command.merchants, lock=True)
    if claim.closed_because is not Closed.WITHDRAWN:
        if claim.state not in UNISSUED:
            raise IllegalTransitionError("a claim", claim.state, Event.WITHDRAW)
        now = merchant.now(work.wall)
        claim, event = claim.withdraw().happened("withdrawn", now, work.asker.name, message=command.message)
        await claims.save(work.connection, claim)
        claims.add_event(work.unit, claim, event, work.wall)
        await work.unit.flush()
    return await dossier_of(work, merchant, claim)
