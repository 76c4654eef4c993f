"""A case handler stops every automatic step of a claim, or of all claims on its payer's card: now and to come."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.actions import FOLLOWED
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.payer_request import WORDS_LENGTH_MAX, plain
from fordring.domain.errors import FieldProblem, IllegalTransitionError, InvalidCommandError
from fordring.domain.followup.facts import StopReason
from fordring.domain.merchant import Merchant
from fordring.services.callers import claim_of
from fordring.services.told_claims import stopped_claims, tell_claims
from fordring.storage import claim_stops
from fordring.storage.claim_stops import ListedStop, StoredStop
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class StopClaim:
    """Which claim, by its public id, or with `whole_payer` all of its payer's; the merchants the caller acts for.

    `until` is the day it ends, or on which somebody is to look again. `interest_paused`: the delay is the creditor's,
    so that no interest runs meanwhile (forsinkelsesrenteloven § 2).
    """

    claim_no: int
    merchants: Collection[UUID] | None
    reason: StopReason
    until: date | None = None
    note: str = ""
    whole_payer: bool = False
    interest_paused: bool = False


async def stop_claim(command: StopClaim, work: Work) -> ListedStop:
    """The stop, which holds from today on; asked for again it is the one that is there.

    Raises NotFoundError, also for a claim of others, InvalidCommandError, IllegalTransitionError for a claim that has
    no steps to come, and where it is stopped for that reason with another day: that stop is to be ended first.
    """
    merchant, claim = await claim_of(work.connection, command.claim_no, command.merchants, lock=not command.whole_payer)
    stop = _made(command, merchant, claim, work)
    problems = tuple(_problems(stop))
    if problems:
        raise InvalidCommandError(*problems)
    there = await claim_stops.same(work.connection, stop)
    if there is not None:
        if (there.until, there.interest_paused) != (stop.until, stop.interest_paused):
            raise IllegalTransitionError("a claim", f"stopped: {there.reason}", "the same stop with another day")
        return await claim_stops.find(work.connection, there.stop_id, None)
    if not command.whole_payer and claim.state not in FOLLOWED:
        raise IllegalTransitionError("a claim", claim.state, "a stop")
    claim_stops.add(work.unit, stop, work.wall)
    facts = {"reason": stop.reason, "until": stop.until, "message": stop.note or None, "stop_id": stop.stop_id}
    await tell_claims(work, merchant, await stopped_claims(work, stop), "stopped", **facts)
    return await claim_stops.find(work.connection, stop.stop_id, None)


def _made(command: StopClaim, merchant: Merchant, claim: Claim, work: Work) -> StoredStop:
    now = merchant.now(work.wall)
    return StoredStop(
        merchant_id=merchant.merchant_id,
        stop_id=new_id(),
        claim_id=None if command.whole_payer else claim.claim_id,
        payer_key=claim.payer_key if command.whole_payer else None,
        reason=command.reason,
        since=local_day(now, merchant.country),
        until=command.until,
        note=plain(command.note),
        interest_paused=command.interest_paused,
        created_at=now,
        created_by=work.asker.name,
    )


def _problems(stop: StoredStop) -> Iterator[FieldProblem]:
    if stop.reason is StopReason.PAYMENT_PLAN:
        yield FieldProblem("reason", "payment_plan comes with the plan that is agreed on, and ends with it")
    if stop.until is not None and stop.until <= stop.since:
        yield FieldProblem("until", f"must be a day after {stop.since}, which is today")
    if len(stop.note) > WORDS_LENGTH_MAX:
        yield FieldProblem("note", f"is at most {WORDS_LENGTH_MAX} characters")
