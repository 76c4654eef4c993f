"""A person takes a step back: its fee and its interest are not asked for any more, and it counts no more."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.errors import IllegalTransitionError, NotFoundError
from fordring.services.callers import claim_of
from fordring.services.dossiers import Dossier, dossier_of
from fordring.services.moving import require_reason
from fordring.services.steps_back import take_step_back
from fordring.storage import asked, claims
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class CancelStep:
    """Which step of which claim, by its public id and the step's number; the caller's merchants; and why."""

    claim_no: int
    step_no: int
    merchants: Collection[UUID] | None
    because: str


async def cancel_step(command: CancelStep, work: Work) -> Dossier:
    """What is open of its fee falls away; what was paid of it covers what else is open, or is owed to the payer.

    So it goes with the fee of a demand whose notice it was, or whose reminder in Finland. Interest stays as far as the
    history and the letters that stand ask for it. The letter itself stays, marked by the step. Raises NotFoundError,
    IllegalTransitionError for a step that was cancelled, InvalidCommandError.
    """
    because = require_reason(command.because)
    merchant, claim = await claim_of(work.connection, command.claim_no, command.merchants, lock=True)
    found = await asked.step(work.connection, merchant.merchant_id, claim.claim_id, command.step_no)
    if found is None:
        raise NotFoundError("step", f"{command.claim_no}/{command.step_no}")
    if found.cancelled:
        raise IllegalTransitionError("a step", "cancelled", "cancel")
    await take_step_back(work, merchant, claim, found, because)
    return await dossier_of(work, merchant, await claims.get(work.connection, merchant.merchant_id, claim.claim_id))
