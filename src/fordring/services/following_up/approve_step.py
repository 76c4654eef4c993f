"""A case handler approves what waits for it: the start of a claim's follow-up, a demand, or that it goes to court."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.payer_request import WORDS_LENGTH_MAX, plain
from fordring.domain.errors import FieldProblem, IllegalTransitionError, InvalidCommandError
from fordring.domain.followup.approving import TRANSFER, approval_for
from fordring.domain.followup.looks import WaitsFor
from fordring.domain.followup.settings import FollowUpSettings
from fordring.domain.followup.settings_kept import held_by
from fordring.domain.followup.why import Why
from fordring.domain.merchant import Merchant
from fordring.services.callers import claim_of
from fordring.services.told_claims import tell_claims
from fordring.services.transferring import transfer
from fordring.storage import follow_up_settings, follow_up_waiting
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ApproveStep:
    """Which claim, by its public id; the merchants that the caller may act for, None for all; what, and a note.

    `step` is `start`, `transfer` or a kind of step, and must be what waits; None is whatever does.
    """

    claim_no: int
    merchants: Collection[UUID] | None
    step: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Approved:
    """What was approved of which claim, and by whom."""

    claim_no: int
    step: str
    by: str


async def approve_step(command: ApproveStep, work: Work) -> Approved:
    """Let the claim go on: the daily run looks at it today, and takes the step if it still may.

    Raises NotFoundError, also for a claim of others, InvalidCommandError where something else waits, and
    IllegalTransitionError where nothing waits for an approval.
    """
    merchant, claim = await claim_of(work.connection, command.claim_no, command.merchants, lock=True)
    waiting = await follow_up_waiting.of_claim(work.connection, claim)
    if waiting is None or waiting.kind is not WaitsFor.APPROVAL:
        state = "not_waiting" if waiting is None else waiting.kind
        raise IllegalTransitionError("a claim's follow-up", state, "an approval")
    transferring = any(reason.get("why") == Why.NOT_TRANSFERRED for reason in waiting.reasons)
    step = TRANSFER if transferring else approval_for(waiting.step, await _settings(work, merchant, claim))
    note = plain(command.note)
    if command.step not in {None, step}:
        raise InvalidCommandError(FieldProblem("step", f"is not what waits: that is {step}"))
    if len(note) > WORDS_LENGTH_MAX:
        raise InvalidCommandError(FieldProblem("note", f"is at most {WORDS_LENGTH_MAX} characters"))
    if transferring:
        await transfer(work, merchant, claim, note or None)
        return Approved(claim.claim_no, step, work.asker.name)
    follow_up_waiting.approve(work.unit, claim, step, merchant.now(work.wall), work.asker.name, work.wall)
    await tell_claims(work, merchant, [claim], "approved", step=step, message=note or None)
    return Approved(claim.claim_no, step, work.asker.name)


async def _settings(work: Work, merchant: Merchant, claim: Claim) -> FollowUpSettings:
    kinds = await follow_up_settings.newest(work.connection, [merchant.merchant_id])
    said = kinds.get((merchant.merchant_id, claim.business))
    return held_by(merchant, said, business=claim.business)
