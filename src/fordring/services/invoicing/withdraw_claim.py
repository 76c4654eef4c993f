"""The client takes a claim back: before its issue it closes without a trace, afterwards what is open falls away."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import Closed, Event, State, after
from fordring.domain.merchant import Merchant
from fordring.services.callers import claim_of
from fordring.services.crediting import Fall, hold_purchases, let_fall
from fordring.services.dossiers import Dossier, dossier_of
from fordring.storage import claims
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class WithdrawClaim:
    """Which claim, by its public id; the merchants that the caller may act for; and what the caller says about it."""

    claim_no: int
    merchants: Collection[UUID]
    message: str | None = None


async def withdraw_claim(command: WithdrawClaim, work: Work) -> Dossier:
    """Close a claim, with all that is open of it: an invoice that was issued is credited, its purchases are voided.

    What was paid stays with the merchant. One that was withdrawn already stays so. Raises NotFoundError, also for a
    claim of others, and IllegalTransitionError for one that is closed for another reason.
    """
    merchant, claim = await claim_of(work.connection, command.claim_no, command.merchants, lock=True)
    if claim.closed_because is not Closed.WITHDRAWN:
        after(claim.state, Event.WITHDRAW)
        claim = await _withdrawn(command, merchant, claim, work)
        await work.unit.flush()  # last, because the series of a credit note stays locked until the commit
    return await dossier_of(work, merchant, claim)


async def _withdrawn(command: WithdrawClaim, merchant: Merchant, claim: Claim, work: Work) -> Claim:
    if claim.state is State.ISSUED:
        held = await hold_purchases(work, merchant, claim)
        facts = {"message": command.message}
        fall = Fall(claim.open.principal, Closed.WITHDRAWN, "withdrawn", facts=facts)
        return (await let_fall(work, held, fall)).claim
    now = merchant.now(work.wall)
    told, event = claim.withdraw().happened("withdrawn", now, work.asker.name, message=command.message)
    told = await claims.save(work.connection, told)
    claims.add_event(work.unit, told, event, work.wall)
    return told
