"""Claims that go no further by themselves: what they wait for, said in each one's story once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim, ClaimEvent
from fordring.domain.followup.looks import WaitsFor
from fordring.domain.merchant import Merchant
from fordring.storage import claims, following_up, payments
from fordring.storage.following_up import Wait
from fordring.storage.work import Work

ENDS_NO_WAIT = (
    *("paid", "payment_reversed", "credited", "direct_payment", "direct_payment_reversed"),
    *("fee_lowered", "interest_corrected"),
    *("delivered", "handed_over", "delivery_failed", "delivery_returned"),
    *("paper_shown", "document_added", "document_removed"),
)
"""What may happen to a claim that waits without its waiting for something new."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A locked claim, what it waits for, and the day of its next look all the same."""

    claim: Claim
    wait: Wait
    look_on: date | None = None


async def let_wait(work: Work, merchant: Merchant, waiting: Sequence[Waiting]) -> None:
    """Let them wait from now on. One that waits for the same as before does so since then, and says it no second time.

    The caller flushes the unit.
    """
    if not waiting:
        return
    now = merchant.now(work.wall)
    ids = [each.claim.claim_id for each in waiting]
    said = await following_up.newest_events(work.connection, merchant.merchant_id, ids, besides=ENDS_NO_WAIT)
    waits: list[Wait] = []
    changed: list[Claim] = []
    looks: dict[UUID, date | None] = {}
    for each in waiting:
        claim, wait, before = each.claim, each.wait, said.get(each.claim.claim_id)
        if before is not None and _says(before, wait):
            waits.append(replace(wait, since=local_day(before.at, merchant.country)))
            looks[claim.claim_id] = each.look_on
            continue
        told, event = claim.happened(_kind(wait), now, work.asker.name, step=wait.step, why=_why(wait))
        claims.add_event(work.unit, told, event, work.wall)
        changed.append(replace(told, next_step_on=each.look_on))
        waits.append(wait)
    if changed:
        await payments.save_claims(work.connection, changed)
    await following_up.save_looks(work.connection, merchant.merchant_id, looks)
    await following_up.let_wait(work.connection, merchant.merchant_id, waits, work.wall)


def _says(event: ClaimEvent, wait: Wait) -> bool:
    """Whether the event tells of this very wait."""
    return (event.kind, event.facts.get("step"), event.facts.get("why")) == (_kind(wait), wait.step, _why(wait))


def _kind(wait: Wait) -> str:
    return "approval_wanted" if wait.kind == WaitsFor.APPROVAL else "person_wanted"


def _why(wait: Wait) -> list[str]:
    return [reason["why"] for reason in wait.reasons]
