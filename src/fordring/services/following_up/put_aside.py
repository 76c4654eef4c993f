"""A claim that a run could not follow up, whatever the reason, waits for a person; the run goes on without it."""

from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.services.put_aside_claims import put_aside_because
from fordring.storage import claims, following_up, merchants
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class PutAside:
    """Which claim, and what went wrong."""

    merchant_id: UUID
    claim_id: UUID
    error: Exception


async def put_aside(command: PutAside, work: Work) -> None:
    """Let it wait, with the reason, until somebody has it looked at again. Raises NotFoundError."""
    merchant = await merchants.get(work.connection, command.merchant_id)
    claim = await claims.get(work.connection, command.merchant_id, command.claim_id, lock=True)
    now = merchant.now(work.wall)
    told, event = claim.happened("person_wanted", now, work.asker.name, step=None)
    await claims.save(work.connection, replace(told, next_step_on=None))
    claims.add_event(work.unit, told, event, work.wall)
    wait = put_aside_because(claim.claim_id, command.error, local_day(now, merchant.country))
    await following_up.let_wait(work.connection, merchant.merchant_id, [wait], work.wall)
    await work.unit.flush()
