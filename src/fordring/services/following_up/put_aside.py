"""A claim that a run could not follow up, whatever the reason, waits for a person; the run goes on without it."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.services.put_aside_claims import put_aside_because
from fordring.services.waits_told import Waiting, let_wait
from fordring.storage import claims, merchants, payment_plans
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class PutAside:
    """Which claim, and what went wrong: its next step, or its payment plan, which is then tried again tomorrow."""

    merchant_id: UUID
    claim_id: UUID
    error: Exception
    plan: bool = False


async def put_aside(command: PutAside, work: Work) -> None:
    """Let it wait, with the reason, until somebody has it looked at again. Raises NotFoundError."""
    merchant = await merchants.get(work.connection, command.merchant_id)
    claim = await claims.get(work.connection, command.merchant_id, command.claim_id, lock=True)
    today = local_day(merchant.now(work.wall), merchant.country)
    wait = put_aside_because(claim.claim_id, command.error, today, plan=command.plan)
    await let_wait(work, merchant, [Waiting(claim, wait)])
    if command.plan:
        await payment_plans.look_on(work.connection, command.merchant_id, command.claim_id, today + timedelta(days=1))
    await work.unit.flush()
