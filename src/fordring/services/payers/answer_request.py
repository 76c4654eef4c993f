"""A case handler answers what a payer said. A dispute that is answered lets the steps go on; more time is a pause."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim, Pause
from fordring.domain.claim.payer_request import (
    Answer,
    Kind,
    PayerRequest,
    may_be_said,
    pause_behind_dispute,
    pause_for_time,
    plain,
)
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.followup.instalments import PlanWish
from fordring.domain.followup.payment_plan import PlanStanding
from fordring.domain.merchant import Merchant
from fordring.services.bill import name_of
from fordring.services.payer_words import with_pause
from fordring.services.plan_making import PlanAgreed, make_plan
from fordring.storage import claims, merchants, payer_requests
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """Which request; the merchants that the caller may act for, None for all; what is answered, and what to say.

    `until` grants time up to another day than the one that was asked for.
    """

    request_id: UUID
    merchants: Collection[UUID] | None
    answer: Answer
    message: str = ""
    until: date | None = None


async def answer_request(command: AnswerRequest, work: Work) -> PayerRequest:
    """The request with its answer, which its page shows to the payer.

    More time does not move the due day: that is printed, and interest runs from it by law. It is a pause up to the day.
    A plan that is granted is made, as it was asked for.
    Raises NotFoundError, also for a request of others, IllegalTransitionError for one that was answered before, and
    InvalidCommandError for an answer that does not fit, or a day that is not to come; and as `make_plan`.
    """
    seen = await payer_requests.find(work.connection, command.request_id, command.merchants)
    claim = await claims.get(work.connection, seen.merchant_id, seen.claim_id, lock=True)
    merchant = await merchants.get(work.connection, seen.merchant_id)
    now = merchant.now(work.wall)
    today = local_day(now, merchant.country)
    earlier = await payer_requests.of_claim(work.connection, claim)
    request = next(each for each in earlier if each.request_id == seen.request_id)
    until = _granted(request, command, today)
    answered = request.answered(command.answer, plain(command.message), work.asker.name, now, until)
    pause = _pause(answered, claim, earlier, now, today)
    told = with_pause(claim, pause, work, now)
    facts = {"request": answered.kind, "answer": answered.answer, "message": answered.answer_words or None}
    if answered.kind is Kind.PLAN and answered.answer is Answer.GRANTED:
        told = (await _planned(work, merchant, told, answered)).claim
    told, event = told.happened("payer_answered", now, work.asker.name, **facts)
    claims.add_event(work.unit, told, event, work.wall)
    await claims.save(work.connection, told)
    await payer_requests.save_answer(work.connection, answered)
    await work.unit.flush()
    return answered


async def _planned(work: Work, merchant: Merchant, claim: Claim, answered: PayerRequest) -> PlanStanding:
    """The plan that is granted, as it was asked for."""
    assert answered.day is not None
    wish = PlanWish(answered.day, answered.instalments, answered.monthly_minor)
    asked_on = local_day(answered.created_at, merchant.country)
    how = f"asked for on the payer's page on {asked_on}"
    return await make_plan(work, merchant, claim, PlanAgreed(wish, name_of(claim.billing), how))


def _granted(request: PayerRequest, command: AnswerRequest, today: date) -> date | None:
    """Until when time is given; only where it is asked for and granted. Raises InvalidCommandError."""
    if request.kind is not Kind.MORE_TIME or command.answer is not Answer.GRANTED:
        if command.until is not None:
            raise InvalidCommandError(FieldProblem("until", "is for time that is granted"))
        return None
    until = command.until or request.day
    if until is None or until <= today:
        raise InvalidCommandError(FieldProblem("until", f"must be a day after {today}, which is today"))
    return until


def _pause(
    answered: PayerRequest, claim: Claim, earlier: Collection[PayerRequest], now: datetime, today: date
) -> Pause | None:
    """The pause from now on. What is closed is left alone, and so is a pause that is not the dispute's."""
    if not may_be_said(claim):
        return claim.pause
    if answered.kind is Kind.DISPUTE and claim.pause is not None and claim.pause.at == answered.paused_at:
        return pause_behind_dispute(answered.paused_before, earlier, now, today)
    if answered.granted_until is not None:
        return pause_for_time(claim, answered.granted_until, now, today)
    return claim.pause
