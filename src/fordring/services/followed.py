"""Claims that were followed up, as money finds them: the steps that stand, and what was known when they were taken."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.parts import Parts
from fordring.domain.errors import UnsupportedCountryError, UnusableRuleError
from fordring.domain.followup.facts import ClaimFacts, StepKind
from fordring.domain.followup.figures import Payer
from fordring.domain.followup.hindsight import Asked, Bearing, Known
from fordring.domain.followup.interest import Movement, Pause, start_of
from fordring.domain.followup.repricing import Priced, Pricing
from fordring.domain.followup.settings import Whose
from fordring.domain.ledger.rules import ClaimBook
from fordring.domain.merchant import Merchant
from fordring.domain.payment.matching import tolerance_of
from fordring.services.bill import book_of
from fordring.services.claim_facts import PLANS_COUNT
from fordring.services.planning import Planner, planner_of
from fordring.storage import asked, following_up, payment_plans, taken_back
from fordring.storage.asked import ASKED, SET_UP, Booked, CancelledStep, LoweredStep, StepRow
from fordring.storage.priced import priced_steps
from fordring.storage.taken_back import PaidBefore
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Followed:
    """A claim with steps of ours that stand. `paid` are the payments that cover something of it, oldest first.

    `cancelled` and `lowered` are steps that are taken back, or bear less, in this transaction, and not stored yet.
    """

    known: Known
    paid: tuple[PaidBefore, ...] = ()
    cancelled: tuple[CancelledStep, ...] = ()
    lowered: tuple[LoweredStep, ...] = ()

    def covered_beside(self, day: date) -> Parts:
        """What payments cover that came before the first step behind a day: they found no more to be owed than it."""
        later = min((step.sent_on for step in self.known.asked if step.sent_on > day), default=date.max)
        return sum((payment.covered for payment in self.paid if payment.paid_on < later), Parts())

    def received(self, payment: PaidBefore) -> "Followed":
        """With a payment that was booked just now."""
        known = self.known.paid(payment.paid_on, payment.covered.principal, payment.covered.total)
        return replace(self, known=known, paid=(*self.paid, payment))

    def given_back(self, payment_id: UUID, back: Parts, day: date) -> "Followed":
        """Without what was taken back of a payment on that day."""
        left = (
            replace(each, covered=each.covered - back) if each.payment_id == payment_id else each for each in self.paid
        )
        known = self.known.paid(day, -back.principal, -back.total)
        return replace(self, known=known, paid=tuple(each for each in left if each.covered.total))


async def followed_of(
    connection: Connection, merchants: Mapping[UUID, Merchant], claims: Collection[Claim]
) -> dict[UUID, Followed]:
    """Those of the locked claims that have steps of ours that stand; one query where there are none."""
    steps = await asked.standing_steps(connection, [(claim.merchant_id, claim.claim_id) for claim in claims])
    if not steps:
        return {}
    return await _read(connection, merchants, [claim for claim in claims if claim.claim_id in steps], steps)


async def followed_one(connection: Connection, merchant: Merchant, claim: Claim) -> Followed:
    """What is known of one locked claim, whether steps of ours stand or not."""
    steps = await asked.standing_steps(connection, [(claim.merchant_id, claim.claim_id)])
    return (await _read(connection, {merchant.merchant_id: merchant}, [claim], steps))[claim.claim_id]


async def _read(
    connection: Connection,
    merchants: Mapping[UUID, Merchant],
    claims: Collection[Claim],
    steps: Mapping[UUID, Sequence[StepRow]],
) -> dict[UUID, Followed]:
    keys = [(claim.merchant_id, claim.claim_id) for claim in claims]
    booked = await asked.booked_on(connection, keys)
    said = await asked.said_of(connection, keys)
    paid = await taken_back.paid_before(connection, keys)
    planners = {key: await _planner_of(connection, merchants[key]) for key in dict.fromkeys(key for key, _ in keys)}
    priced = await priced_steps(connection, keys)
    pauses: dict[UUID, tuple[Pause, ...]] = {}
    plan_fees: dict[UUID, int] = {}
    for merchant_id in planners:
        own = [claim for claim in claims if claim.merchant_id == merchant_id]
        pauses |= await following_up.interest_pauses(connection, merchant_id, own)
        if merchants[merchant_id].country in PLANS_COUNT:
            plan_fees |= await payment_plans.fees_of(connection, merchant_id, [claim.claim_id for claim in own])
    found = {}
    for claim in claims:
        bearing = _bearing(claim, said[claim.claim_id], planners[claim.merchant_id])
        if bearing is not None:
            bearing = replace(bearing, pauses=pauses.get(claim.claim_id, ()))
        facts = _priced_by(merchants[claim.merchant_id], claim, said[claim.claim_id], plan_fees.get(claim.claim_id, 0))
        pricing = _pricing(planners[claim.merchant_id], facts, priced.get(claim.claim_id, ()))
        told = steps.get(claim.claim_id, ()), booked.get(claim.claim_id, ())
        known = _known(merchants[claim.merchant_id], claim, *told, bearing)
        known = replace(known, pricing=pricing)
        found[claim.claim_id] = Followed(known, paid.get(claim.claim_id, ()))
    return found


async def _planner_of(connection: Connection, merchant: Merchant) -> Planner | None:
    try:
        return await planner_of(connection, merchant)
    except UnsupportedCountryError:
        return None


def _known(
    merchant: Merchant, claim: Claim, steps: Sequence[StepRow], booked: Sequence[Booked], bearing: Bearing | None
) -> Known:
    book = book_of(merchant, claim)
    moves = [entry for entry in booked if entry.kind not in ASKED | SET_UP]
    met = [entry.value_on for entry in booked if entry.kind == "demanded" and entry.cause.startswith("bank line ")]
    asks = [entry for entry in booked if entry.kind in ASKED]
    ours = tuple(asked_by(book, step) for step in steps)
    return Known(
        principal_minor=claim.principal_minor,
        asked=ours,
        moved=tuple(Movement(entry.value_on, entry.principal) for entry in moves if entry.principal),
        money=tuple(Movement(entry.value_on, entry.principal + entry.fees + entry.interest) for entry in moves),
        interest_minor=sum(entry.interest for entry in asks),
        met_on=max(met, default=None),
        bearing=bearing,
        tolerance_minor=tolerance_of(merchant.settings),
        brought_minor=sum(entry.fees for entry in asks) - sum(step.fee.fees for step in ours),
    )


def asked_by(book: ClaimBook, step: StepRow) -> Asked:
    """What a step asks for, and whose that is by its claim's book."""
    fee = book.asked(step.fee_minor + step.vat_minor, 0, Whose(step.whose))
    return Asked(step.step_no, StepKind(step.kind), step.sent_on, fee, interest=step.interest_minor > 0)


def _priced_by(merchant: Merchant, claim: Claim, said: Mapping[str, Any], plan_fees_minor: int) -> ClaimFacts | None:
    """What the law asks of a claim to say its fees; nothing of how it is followed up."""
    if claim.due_on is None:
        return None
    return ClaimFacts(
        country=merchant.country,
        payer_country=merchant.country,
        currency=claim.currency,
        business=claim.business,
        principal_minor=claim.principal_minor,
        open=claim.open,
        due_on=claim.due_on,
        fee_agreed=said.get("fee_agreed", False),
        deducts_vat=merchant.vat_registered,
        enforceable=said.get("enforceable", False),
        plan_fees_minor=plan_fees_minor,
    )


def _pricing(planner: Planner | None, facts: ClaimFacts | None, steps: tuple[Priced, ...]) -> Pricing | None:
    if planner is None or facts is None:
        return None
    return Pricing(facts, planner.wishes[facts.business], planner.rules, steps)


def _bearing(claim: Claim, said: Mapping[str, Any], planner: Planner | None) -> Bearing | None:
    """By what the claim bears interest, whether or not its merchant asks for any from now on."""
    if planner is None or claim.due_on is None:
        return None
    payer = Payer.of(business=claim.business)
    demanded_on = said.get("interest_demanded_on")
    try:
        start = start_of(
            planner.rules.book,
            claim.due_on,
            date.fromisoformat(demanded_on) if demanded_on else None,
            fixed=said.get("due_fixed", True),
            payer=payer,
        )
    except UnusableRuleError:
        return None
    if start is None:
        return None
    return Bearing(claim.principal_minor, start.on, planner.rules.rates[payer], started_by=start.figure)
