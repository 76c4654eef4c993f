"""A letter came back: at its address the payer is not found, and nothing was said by it that the payer has heard.

Nothing is sent there until another address is told, and then what it said is said again: an invoice as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.actions import FOLLOWED
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import State
from fordring.domain.claim.whereabouts import same_place
from fordring.domain.followup.facts import StopReason
from fordring.domain.merchant import Merchant
from fordring.services.sent_again import send_bills_elsewhere
from fordring.services.steps_back import take_step_back
from fordring.services.told_claims import tell_claims
from fordring.storage import asked, claim_stops, claims, merchants
from fordring.storage.claim_stops import StoredStop
from fordring.storage.ids import new_id
from fordring.storage.work import Work

CAME_BACK = "a letter came back"


@dataclass(frozen=True, slots=True)
class MarkReturned:
    """Whose letter, of which claim, which document; to which address it went, and what the print house says of it."""

    merchant_id: UUID
    claim_id: UUID
    document_id: UUID
    address: Mapping[str, Any]
    reason: str = ""


async def mark_returned(command: MarkReturned, work: Work) -> int:
    """Stop the payer's claims that are written to at that address, how many; the letter's step is taken back.

    A claim whose payer was told to live elsewhere meanwhile goes on, its invoice sent there if that is what came back,
    and one that is stopped for it is stopped once. A step that another followed stays, and so does one of a claim that
    is closed. Raises NotFoundError.
    """
    merchant = await merchants.get(work.connection, command.merchant_id)
    claim = await claims.get(work.connection, command.merchant_id, command.claim_id)
    ids = await claim_stops.followed_claims_of(work.connection, merchant.merchant_id, claim.payer_key)
    note = f"{CAME_BACK}: {command.reason}" if command.reason else CAME_BACK
    marked = 0
    for each in await claims.these(work.connection, merchant.merchant_id, ids, lock=True):
        if each.state in FOLLOWED and same_place(each.reached, command.address):
            marked += await _stop(work, merchant, each, note)
    unheard = await asked.last_of_letter(work.connection, merchant.merchant_id, command.document_id)
    for each in await claims.these(work.connection, merchant.merchant_id, list(unheard), lock=True):
        step_no = unheard[each.claim_id]
        # Read now: without the one before it, this one's part in the fee of their letter may be another.
        found = await asked.step(work.connection, merchant.merchant_id, each.claim_id, step_no)
        if found and not found.cancelled and each.state is State.ISSUED:
            await take_step_back(work, merchant, each, found, note)
    await send_bills_elsewhere(work, merchant, [claim.claim_id])
    return marked


async def _stop(work: Work, merchant: Merchant, claim: Claim, note: str) -> int:
    """Stop it, unless it is, by itself or with its payer; how many were."""
    reason, its = StopReason.UNKNOWN_ADDRESS, ([claim.claim_id], claim.payer_key)
    if await claim_stops.standing(work.connection, claim.merchant_id, reason, *its):
        return 0
    now = merchant.now(work.wall)
    stop = StoredStop(
        merchant_id=claim.merchant_id,
        stop_id=new_id(),
        claim_id=claim.claim_id,
        payer_key=None,
        reason=reason,
        since=local_day(now, merchant.country),
        until=None,
        note=note,
        interest_paused=False,
        created_at=now,
        created_by=work.asker.name,
    )
    claim_stops.add(work.unit, stop, work.wall)
    facts = {"reason": reason, "until": None, "message": note, "stop_id": stop.stop_id}
    await tell_claims(work, merchant, [claim], "stopped", **facts)
    return 1
