"""A payment plan is made, whoever agreed on it with the payer: what it costs, its instalments, and every row of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.parts import Parts
from fordring.domain.claim.payer_request import Kind, may_be_said
from fordring.domain.errors import FieldProblem, IllegalTransitionError, InvalidCommandError
from fordring.domain.followup.agreements import Agreement, agreement_charge, notice_charge
from fordring.domain.followup.case import Case, Charge
from fordring.domain.followup.facts import ClaimFacts, StopReason
from fordring.domain.followup.instalments import Instalment, PlanState, PlanTerms, PlanWish, instalments, wish_problems
from fordring.domain.followup.letter import lines_of
from fordring.domain.followup.payment_plan import PaymentPlan, PlanStanding, plan_letter
from fordring.domain.followup.plan import interest_up_to
from fordring.domain.followup.plan_wishes import terms_of
from fordring.domain.followup.stops import stops_on
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import step_demanded
from fordring.domain.merchant import BankAccount, Merchant
from fordring.services.bill import book_of
from fordring.services.claim_facts import facts_of
from fordring.services.plan_papers import owe_plan_letter
from fordring.services.planning import planner_of
from fordring.storage import billing, claims, following_up, ledger, payer_requests, payment_plans
from fordring.storage.asked import interest_asked
from fordring.storage.charges import marks_on
from fordring.storage.house import accounts
from fordring.storage.ids import new_id
from fordring.storage.work import Work

FORBIDDING = frozenset(set(StopReason) - {StopReason.PAUSED, StopReason.MORE_TIME, StopReason.UNKNOWN_ADDRESS})
DAYS = 30
"""What agreements are priced by as given time; it matters to no plan."""


@dataclass(frozen=True, slots=True)
class PlanAgreed:
    """What was agreed on: with whom, by what means, and whether the plan is to bear the fees that the law allows."""

    wish: PlanWish
    accepted_by: str
    accepted_how: str
    fee: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Priced:
    """What a plan adds to its claim; `facts` explain it, and `marks` are said beside it."""

    charge: Charge
    notice_fee_minor: int
    interest_minor: int
    facts: dict[str, Any]
    marks: tuple[str, ...]


async def make_plan(work: Work, merchant: Merchant, claim: Claim, agreed: PlanAgreed) -> PlanStanding:
    """The plan of a locked claim, with its fee, the interest up to today, its stop and its letter.

    Raises IllegalTransitionError for a claim that is not owed, is disputed, or has a plan; InvalidCommandError;
    UnusableRuleError where a figure may not be used.
    """
    now = merchant.now(work.wall)
    today = local_day(now, merchant.country)
    earlier = await payment_plans.of_claim(work.connection, claim)
    facts = await _agreeable(work, merchant, claim, earlier, today)
    priced = await _priced(work, merchant, claim, facts, agreed, today)
    book, charge = book_of(merchant, claim), priced.charge
    asks = (charge.fee_minor + charge.vat_minor, priced.interest_minor, charge.whose)
    added = book.asked(*asks)
    if added.fees > claim.open.total:
        raise InvalidCommandError(FieldProblem("fee", "is more than what is owed: agree on the plan without it"))
    account = await _account_of(work, merchant, claim)
    plan = PaymentPlan(
        *(claim.merchant_id, new_id(), claim.claim_id, len(earlier) + 1, PlanState.ACTIVE, today),
        *(agreed.accepted_by, agreed.accepted_how, claim.open + added, asks[0], charge.whose, priced.notice_fee_minor),
        terms=(terms := terms_of(merchant.country, merchant.settings)),
        stop_id=new_id(),
        instalments=await _instalments(work, account, agreed.wish, (claim.open + added).total, terms, today),
        created_at=now,
        created_by=work.asker.name,
        note=agreed.note,
        document_id=new_id(),
        marks=priced.marks,
    )
    if added.total:
        cause = f"plan {claim.claim_no}/{plan.plan_no}"
        entry = Entry(new_id(), "demanded", today, cause, step_demanded(book, *asks), priced.facts)
        ledger.post(work.unit, claim.merchant_id, entry, work.wall)
    return await _keep(work, plan, claim, added, account)


async def _keep(work: Work, plan: PaymentPlan, claim: Claim, added: Parts, account: BankAccount) -> PlanStanding:
    """The plan's rows, its stop, its letter, and the line in the claim's story."""
    told, event = claim.demand(added).happened("plan_agreed", plan.created_at, work.asker.name, **_said(plan))
    standing = PlanStanding(plan, told, 0)
    plan = replace(plan, look_on=standing.next_look(plan.agreed_on))
    payment_plans.add(work.unit, plan, account.bank_account_id, work.wall)
    add_stop(work, plan, plan.created_at)
    claims.add_event(work.unit, told, event, work.wall)
    before = (await marks_on(work.connection, [claim]))[claim.claim_id]
    letter = plan_letter(standing, plan.agreed_on, earlier_marks=before.fees)
    owe_plan_letter(work, told, letter, plan.document_id or new_id())
    told = await claims.save(work.connection, told)
    await work.unit.flush()
    await following_up.look_again(work.connection, claim.merchant_id, [claim.claim_id], plan.agreed_on)
    return PlanStanding(plan, told, 0)


def add_stop(work: Work, plan: PaymentPlan, now: datetime) -> None:
    """While the plan is kept, every other step waits."""
    key = {"merchant_id": plan.merchant_id, "stop_id": plan.stop_id, "claim_id": plan.claim_id, "payer_key": None}
    why = {"reason": StopReason.PAYMENT_PLAN, "since": plan.agreed_on, "until": None, "interest_paused": False}
    told = {"note": f"plan {plan.plan_no}", "created_at": now, "created_by": work.asker.name}
    work.unit.add("claim_stop", key | why | told | {"recorded_at": work.wall})


async def _agreeable(
    work: Work, merchant: Merchant, claim: Claim, earlier: Sequence[PlanStanding], today: date
) -> ClaimFacts:
    """The facts of a claim that a plan may be agreed on for. Raises IllegalTransitionError."""
    if not may_be_said(claim):
        raise IllegalTransitionError("a claim", claim.closed_because or claim.state, "a payment plan")
    if earlier and earlier[-1].state is PlanState.ACTIVE:
        raise IllegalTransitionError("a claim", "payment plan agreed", "another payment plan")
    said = await payer_requests.of_claim(work.connection, claim)
    if any(each.kind is Kind.DISPUTE and each.answer is None for each in said):
        raise IllegalTransitionError("a claim", "disputed", "a payment plan")
    facts = (await facts_of(work.connection, merchant, [claim], today))[claim.claim_id]
    for stop in stops_on(facts.stops, today):
        if stop.reason in FORBIDDING:
            raise IllegalTransitionError("a claim", stop.reason, "a payment plan")
    return facts


async def _priced(
    work: Work, merchant: Merchant, claim: Claim, facts: ClaimFacts, agreed: PlanAgreed, today: date
) -> _Priced:
    """By the law of the country. Raises UnusableRuleError."""
    planner = await planner_of(work.connection, merchant)
    case = Case(facts, planner.wishes[claim.business], planner.rules, today)
    charge = agreement_charge(case, Agreement.PAYMENT_PLAN, today, DAYS) if agreed.fee else Charge()
    lines = lines_of(interest_up_to(case, today))
    asked = await interest_asked(work.connection, claim.merchant_id, [claim.claim_id])
    said = {
        "step": Agreement.PAYMENT_PLAN,
        "fee_minor": charge.fee_minor,
        "vat_minor": charge.vat_minor,
        "whose": charge.whose,
        "paragraph": next((figure.row.paragraph for figure in charge.figures), ""),
        "interest": [line.kept() for line in lines],
    }
    notice = notice_charge(case, today) if agreed.fee else Charge()
    interest_minor = max(0, sum(line.interest_minor for line in lines) - asked.get(claim.claim_id, 0))
    figures = [figure.mark for figure in (*charge.figures, *notice.figures)]
    marks = tuple(dict.fromkeys(mark for mark in (*figures, *(mark for line in lines for mark in line.marks)) if mark))
    return _Priced(charge, notice.fee_minor, interest_minor, said, marks)


async def _account_of(work: Work, merchant: Merchant, claim: Claim) -> BankAccount:
    if claim.bank_account_id == merchant.bank_account.bank_account_id:
        return merchant.bank_account
    return await accounts.get(work.connection, claim.bank_account_id)


async def _instalments(
    work: Work, account: BankAccount, wish: PlanWish, total_minor: int, terms: PlanTerms, today: date
) -> tuple[Instalment, ...]:
    """Each with a payment reference of its own; the plan itself is the notice of one that is due soon."""
    problems = tuple(wish_problems(wish, total_minor, terms, today))
    if problems:
        raise InvalidCommandError(*problems)
    rows = instalments(wish, total_minor, terms)
    fresh = await billing.fresh_references(work.connection, account, len(rows))
    soon = today + timedelta(days=terms.notice_days)
    return tuple(
        replace(row, reference=reference, noticed_on=today if row.due_on <= soon else None)
        for row, (_, reference) in zip(rows, fresh, strict=True)
    )


def _said(plan: PaymentPlan) -> dict[str, Any]:
    first, last = plan.instalments[0], plan.instalments[-1]
    return {
        "plan_no": plan.plan_no,
        "instalments": len(plan.instalments),
        "total_minor": plan.agreed.total,
        "fee_minor": plan.fee_minor,
        "first_on": first.due_on,
        "last_on": last.due_on,
        "document_id": plan.document_id,
    }
