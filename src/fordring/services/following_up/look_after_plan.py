"""The daily look at one payment plan: a notice before an instalment, a reminder after it, and the plan's end."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.papers import INSTALMENT_NOTICE
from fordring.domain.followup.facts import StopReason
from fordring.domain.followup.instalments import Act, Doing, PlanState, due
from fordring.domain.followup.looks import WaitsFor
from fordring.domain.followup.payment_plan import PlanStanding, plan_letter
from fordring.domain.followup.stops import stops_on
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import step_demanded
from fordring.domain.merchant import Merchant
from fordring.services.bill import book_of
from fordring.services.claim_facts import facts_of
from fordring.services.plan_ending import end_plan
from fordring.services.plan_making import add_stop
from fordring.services.plan_papers import owe_plan_letter
from fordring.storage import claims, follow_up_waiting, following_up, ledger, merchants, payment_plans
from fordring.storage.ids import new_id
from fordring.storage.work import Work

BROKEN = "instalment {number} of {day} was not paid in full"


@dataclass(frozen=True, slots=True)
class LookAfterPlan:
    """Which claim's plan."""

    merchant_id: UUID
    claim_id: UUID


async def look_after_plan(command: LookAfterPlan, work: Work) -> PlanStanding | None:
    """Do what is due for the claim's newest plan by the merchant's clock; asked for again, nothing more is done.

    Nothing is sent, and no plan is broken, while something else stops the claim. What failed before waits no
    longer. Raises NotFoundError.
    """
    merchant = await merchants.get(work.connection, command.merchant_id)
    claim = await claims.get(work.connection, command.merchant_id, command.claim_id, lock=True)
    standing = await payment_plans.newest(work.connection, claim)
    if standing is None:
        return None
    now = merchant.now(work.wall)
    today = local_day(now, merchant.country)
    stored, state = standing.plan.state, standing.state
    if stored is PlanState.ACTIVE and state is not PlanState.ACTIVE:
        await end_plan(work, merchant, standing, state, "")
    elif stored is PlanState.KEPT and state is PlanState.ACTIVE:
        await _go_on(work, standing, now, today)
    elif stored is PlanState.ACTIVE:
        await _look(work, merchant, standing, now, today)
    waiting = await follow_up_waiting.of_claim(work.connection, claim)
    if waiting is not None and waiting.kind is WaitsFor.FAILED:
        await following_up.look_again(work.connection, claim.merchant_id, [claim.claim_id], today)
    return await payment_plans.newest(work.connection, await claims.get(work.connection, *_key(claim)))


def _key(claim: Claim) -> tuple[UUID, UUID]:
    return claim.merchant_id, claim.claim_id


async def _look(work: Work, merchant: Merchant, standing: PlanStanding, now: datetime, today: date) -> None:
    """An active plan's day."""
    stopped = await _stopped(work, merchant, standing.claim, today)
    doing = None if stopped else due(standing.rows, standing.plan.terms, today)
    if doing is None:
        look_on = today + timedelta(days=1) if stopped else standing.next_look(today)
        await payment_plans.save(work.connection, replace(standing.plan, look_on=look_on))
    elif doing.act is Act.BREAK:
        row = next(each for each in standing.rows if each.instalment.number == doing.number)
        because = BROKEN.format(number=doing.number, day=row.instalment.due_on)
        await end_plan(work, merchant, standing, PlanState.BROKEN, because)
    else:
        await _write(work, merchant, standing, doing, now, today)


async def _stopped(work: Work, merchant: Merchant, claim: Claim, today: date) -> bool:
    facts = (await facts_of(work.connection, merchant, [claim], today))[claim.claim_id]
    return any(stop.reason is not StopReason.PAYMENT_PLAN for stop in stops_on(facts.stops, today))


async def _write(
    work: Work, merchant: Merchant, standing: PlanStanding, doing: Doing, now: datetime, today: date
) -> None:
    """The notice of an instalment, with its fee where the plan has one, or the reminder, which bears none."""
    plan, claim, late = standing.plan, standing.claim, doing.act is Act.REMIND
    instalment = next(each for each in plan.instalments if each.number == doing.number)
    fee = 0 if late else plan.notice_fee_minor
    marked = {"reminded_on": today} if late else {"noticed_on": today, "fee_minor": fee}
    plan = plan.changed(replace(instalment, **marked))
    book = book_of(merchant, claim)
    added = book.asked(fee, 0, plan.whose)
    document_id = new_id()
    kind = "instalment_reminded" if late else "instalment_noticed"
    said = {"plan_no": plan.plan_no, "instalment": doing.number, "fee_minor": fee, "document_id": document_id}
    told, event = claim.demand(added).happened(kind, now, work.asker.name, **said)
    if fee:
        cause = f"instalment {claim.claim_no}/{plan.plan_no}/{doing.number}"
        facts = {"step": INSTALMENT_NOTICE, "fee_minor": fee, "vat_minor": 0, "whose": plan.whose, "interest": []}
        postings = step_demanded(book, fee, 0, plan.whose)
        ledger.post(work.unit, claim.merchant_id, Entry(new_id(), "demanded", today, cause, postings, facts), work.wall)
    claims.add_event(work.unit, told, event, work.wall)
    now_standing = PlanStanding(plan, told, standing.paid_minor)
    owe_plan_letter(work, told, plan_letter(now_standing, today, doing.number, late=late), document_id)
    await claims.save(work.connection, told)
    await payment_plans.save(work.connection, replace(plan, look_on=now_standing.next_look(today)))
    await work.unit.flush()


async def _go_on(work: Work, standing: PlanStanding, now: datetime, today: date) -> None:
    """A payment was taken back behind a kept plan: it holds again, and what is open is late from its own day on."""
    plan = standing.plan.again(today + timedelta(days=1), new_id())
    told, event = standing.claim.happened("plan_agreed", now, work.asker.name, plan_no=plan.plan_no, again=True)
    claims.add_event(work.unit, told, event, work.wall)
    add_stop(work, plan, now)
    await claims.save(work.connection, told)
    await payment_plans.save(work.connection, plan)
    await work.unit.flush()
