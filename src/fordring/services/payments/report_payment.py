"""The merchant's books report money that came directly to it: principal is paid, or taken back, never more."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import Closed
from fordring.domain.claim.parts import Parts
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import cancelled, demanded
from fordring.domain.payment.receipt import spread_over
from fordring.domain.payment.reported import (
    Reported,
    ReportedPart,
    Taken,
    paid_directly,
    spread_back,
    taken_back,
    taken_of,
)
from fordring.domain.purchase.purchase import Purchase
from fordring.services.bill import book_of
from fordring.services.correcting import correct_after
from fordring.services.crediting import Fall, Held, let_fall, request_of, save_lost
from fordring.services.opened import looked_at_again
from fordring.services.reporting_in import Desk, Report, keep, open_desk, refuse_unissued
from fordring.storage import claims, ledger, payouts, reported, settlements
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ReportPayment:
    """The payment, and the merchants that the caller may act for."""

    reported: Reported
    merchants: Collection[UUID]


async def report_payment(command: ReportPayment, work: Work) -> Report:
    """Book each part up to what remains of its claim's principal; the same report again is answered as before.

    A negative part takes back what was reported. Fees and interest stay open, unless the merchant's setting
    `direct_payment_closes` is on. Raises NotFoundError, IllegalTransitionError, and InvalidCommandError for a payout
    of ours: then nothing is booked.
    """
    desk = await open_desk(work, command.reported, command.merchants)
    before = desk.answered_before()
    if before is not None:
        return before
    refuse_unissued(desk)
    await _refuse_payouts(work, desk)
    for part in command.reported.parts:
        await (_book if part.amount_minor > 0 else _take_back)(work, desk, part)
    await work.unit.flush()
    await correct_after(work, [(held.claim.merchant_id, held.claim.claim_id) for held in desk.held.values()])
    return desk.report()


async def _refuse_payouts(work: Work, desk: Desk) -> None:
    """Raises InvalidCommandError for money that we paid out: it would be counted twice."""
    merchants = {held.claim.merchant_id for held in desk.held.values()}
    said = {"accounting_id": desk.reported.accounting_id, "description": desk.reported.description}
    problems = []
    for field, text in said.items():
        words = re.findall(r"\w+", text or "")
        for payout in (await payouts.by_references(work.connection, words)).values():
            if payout.merchant_id in merchants:
                message = f"names {payout.reference}, a payout of ours: it must not be registered back as a payment"
                problems.append(FieldProblem(field, message))
    if said["accounting_id"]:
        for number in await settlements.booked_under(work.connection, merchants, said["accounting_id"]):
            message = f"is what the books call settlement {number}: it must not be registered back as a payment"
            problems.append(FieldProblem("accounting_id", message))
    if problems:
        raise InvalidCommandError(*problems)


async def _book(work: Work, desk: Desk, part: ReportedPart) -> None:
    held = desk.held[part.claim_no]
    taken = await _our_payout(work, desk, held, part.amount_minor) or taken_of(held.claim, part.amount_minor)
    if taken.minor:
        held = await _paid(work, desk.reported, held, taken.minor)
    keep(work, desk, part, taken, held)


async def _our_payout(work: Work, desk: Desk, held: Held, minor: int) -> Taken | None:
    """Where a payout for this claim alone came to the same amount by then: it is that money, once for each payout."""
    claim, country = held.claim, held.merchant.country
    day = desk.reported.counts_from(desk.today(held))
    used = {booking.payout_id for booking in desk.bookings}
    for payout in await payouts.told_back_as(work.connection, claim.merchant_id, claim.claim_id, minor):
        if payout.payout_id not in used and local_day(payout.created_at, country) <= day:
            return Taken(0, f"it is our payout {payout.reference} of this invoice", payout.payout_id)
    return None


async def _paid(work: Work, report: Reported, held: Held, minor: int) -> Held:
    now = held.merchant.now(work.wall)
    covered = Parts(principal=minor)
    _post(work, report, held, -minor)
    reduced, event = held.claim.paid(covered, "paid", now, work.asker.name, **_facts(report, minor))
    told = looked_at_again(work, held.merchant, reduced)
    await claims.save(work.connection, told)
    claims.add_event(work.unit, told, event, work.wall)
    request, bought = request_of(work), []
    for purchase, share in zip(held.purchases, spread_over(held.purchases, minor), strict=True):
        paid = purchase.paid_directly(share, now, request, claim_no=told.claim_no) if share else purchase
        bought.append(await _moved(work, purchase, paid))
    after = replace(held, claim=told, purchases=bought)
    if held.merchant.policies.direct_payment_closes and told.open.total and not told.open.principal:
        return await let_fall(work, after, Fall(0, Closed.PAID, "written_off"))
    return after


async def _take_back(work: Work, desk: Desk, part: ReportedPart) -> None:
    held = desk.held[part.claim_no]
    taken = taken_back(held.claim, part.amount_minor, await _reported(work, desk, held))
    if taken.minor:
        held = await _reversed(work, desk.reported, held, -taken.minor)
    keep(work, desk, part, taken, held)


async def _reported(work: Work, desk: Desk, held: Held) -> int:
    """How much of the claim direct payments cover, those of this report included, that can be taken back."""
    if held.purchases:
        return sum(map(paid_directly, held.purchases))
    claim = held.claim
    booked = await reported.direct_payments_of(work.connection, claim.merchant_id, [claim.claim_id])
    fresh = [booking for booking in desk.bookings if booking.claim_id == claim.claim_id]
    return sum(booking.booked_minor for booking in [*booked, *fresh])


async def _reversed(work: Work, report: Reported, held: Held, minor: int) -> Held:
    now = held.merchant.now(work.wall)
    _post(work, report, held, minor)
    facts = _facts(report, minor)
    back = looked_at_again(work, held.merchant, held.claim.reverse(Parts(principal=minor)))
    told, event = back.happened("payment_reversed", now, work.asker.name, **facts)
    await claims.save(work.connection, told)
    claims.add_event(work.unit, told, event, work.wall)
    request, bought = request_of(work), {purchase.purchase_id: purchase for purchase in held.purchases}
    for purchase, share in spread_back(held.purchases, minor):
        less = purchase.direct_payment_reversed(share, now, request, claim_no=told.claim_no)
        bought[purchase.purchase_id] = await _moved(work, purchase, less)
    return replace(held, claim=told, purchases=list(bought.values()))


def _facts(report: Reported, minor: int) -> dict[str, Any]:
    """What stands with the claim's event."""
    said = {"message": report.description, "accounting_id": report.accounting_id}
    return {"direct": True, "amount_minor": minor, "paid_on": report.value_on} | said


async def _moved(work: Work, before: Purchase, after: Purchase) -> Purchase:
    if after is not before:
        await save_lost(work, before, after)
    return after


def _post(work: Work, report: Reported, held: Held, minor: int) -> None:
    """The receivable grows by `minor`, which is below zero for a payment; the money itself never was ours."""
    claim: Claim = held.claim
    book = book_of(held.merchant, claim)
    rule, kind = (demanded, "direct_payment_reversed") if minor > 0 else (cancelled, "direct_payment")
    day = report.counts_from(local_day(held.merchant.now(work.wall), held.merchant.country))
    entry = Entry(new_id(), kind, day, f"claim {claim.claim_no}", rule(book, Parts(principal=abs(minor))))
    ledger.post(work.unit, claim.merchant_id, entry, work.wall)
