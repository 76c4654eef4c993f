"""Taking back what follow-up asked for: a step cancelled or that would have been prevented, a fee or interest too high.

What is open of it falls away. What was paid of it covers what else is open, and the rest is owed to the payer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import payable
from fordring.domain.claim.parts import Parts
from fordring.domain.followup.hindsight import (
    Asked,
    Known,
    Lower,
    asked_until,
    dearer,
    interest_rows,
    prevented,
    too_much,
    unasked,
)
from fordring.domain.followup.letter import lines_of
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import cancelled, covered_anew
from fordring.domain.money import Money
from fordring.domain.payment.allocation import Allocation, allocate
from fordring.domain.payment.receipt import payment_order
from fordring.domain.payment.refund import Refund, usable_account
from fordring.services.bill import book_of
from fordring.services.opened import OpenClaims, capture, looked_at_again, open_claims, owe_merchant, save_claims
from fordring.storage import asked, claims, ledger, payments, refunds
from fordring.storage.asked import CancelledStep, LoweredStep
from fordring.storage.ids import new_id
from fordring.storage.payments import Payment
from fordring.storage.priced import bearers
from fordring.storage.taken_back import PaidBefore
from fordring.storage.work import Work

BY = "fordring"
PAID_BEFORE = "the claim had been paid by then"
LESS_OPEN = "less of the principal was open by then"
STOOD_ON_IT = "what had to come before it was taken back"


async def correct_after(work: Work, keys: Sequence[tuple[UUID, UUID]]) -> None:
    """What was booked on these claims may show that too much was asked for; call it when that is stored and flushed."""
    await asked.wait_no_more(work.connection, keys)
    if not await asked.standing_steps(work.connection, keys):
        return
    opened = await open_claims(work, keys)
    followed = [claim_id for claim_id in opened.claims if claim_id in opened.followed]
    for claim_id in followed:
        correct(work, opened, claim_id)
    await save_claims(work, opened.as_they_stand(followed))
    await work.unit.flush()
    await correct_bearers(work, keys)


async def correct_bearers(work: Work, keys: Sequence[tuple[UUID, UUID]]) -> None:
    """What was booked on these claims may lower the fee of a letter that was about another one too, which bears it.

    Call it when that is stored and flushed.
    """
    borne = await bearers(work.connection, keys)
    if not borne:
        return
    opened = await open_claims(work, borne)
    before = dict(opened.claims)
    for claim_id in opened.followed:
        correct(work, opened, claim_id)
    changed = [claim_id for claim_id, claim in before.items() if opened.claims[claim_id] is not claim]
    await save_claims(work, opened.as_they_stand(changed))
    await work.unit.flush()


def correct(work: Work, opened: OpenClaims, claim_id: UUID) -> None:
    """Take back what is too much by what is known of the claim."""
    while corrected_once(work, opened, claim_id, opened.followed[claim_id].known):
        pass


def corrected_once(work: Work, opened: OpenClaims, claim_id: UUID, known: Known) -> bool:
    """Take back one thing that is too much by this knowledge; whether there was one."""
    step = prevented(known)
    if step is not None:
        cancel(work, opened, claim_id, step, PAID_BEFORE, BY, known)
        return True
    lower = dearer(known)
    if lower is not None:
        _lower_fee(work, opened, claim_id, lower)
        return True
    minor = too_much(known)
    if minor:
        _lower_interest(work, opened, claim_id, minor, known)
    return minor > 0


def cancel(work: Work, opened: OpenClaims, claim_id: UUID, step: Asked, because: str, by: str, known: Known) -> None:
    """The step counts no more: its fee is taken back, and interest that by this knowledge nothing asks for without it.

    Its letter stays.
    """
    claim, followed = opened.claims[claim_id], opened.followed[claim_id]
    merchant = opened.merchant_of(claim)
    day = local_day(merchant.now(work.wall), merchant.country)
    row = CancelledStep(claim.merchant_id, claim_id, step.step_no, day, because, by)
    interest = too_much(known.without(step.step_no))
    left = followed.known.without(step.step_no).asked_less(interest)
    opened.followed[claim_id] = replace(followed, known=left, cancelled=(*followed.cancelled, row))
    wanted = replace(step.fee, interest=interest)
    named = {"step": step.kind, "step_no": step.step_no}
    facts = named | {"interest": _rows(known.without(step.step_no))}
    lowered = _take_off(work, opened, claim_id, wanted, f"step {claim.claim_no}/{step.step_no}", facts)
    parts = {part.value: minor for part, minor in lowered if minor}
    _tell(work, opened, claim_id, "step_cancelled", by, **named, sent_on=step.sent_on, because=because, **parts)


def _rows(known: Known) -> list[Mapping[str, Any]]:
    """The rows of all interest that is still asked for."""
    until = asked_until(known)
    return [line.kept() for line in lines_of(interest_rows(known, until))] if until else []


def cancel_with_what_stood_on_it(work: Work, opened: OpenClaims, claim_id: UUID, step: Asked, because: str) -> None:
    """A person takes a step back; a later one that the law lets nobody take without it costs nothing any more."""
    known = opened.followed[claim_id].known
    cancel(work, opened, claim_id, step, because, work.asker.name, known)
    for lower in unasked(known, step.step_no):
        _lower_fee(work, opened, claim_id, lower, STOOD_ON_IT)


def _lower_fee(work: Work, opened: OpenClaims, claim_id: UUID, lower: Lower, because: str = LESS_OPEN) -> None:
    claim, followed, step = opened.claims[claim_id], opened.followed[claim_id], lower.step
    row = LoweredStep(claim.merchant_id, claim_id, step.step_no, lower.fee_minor, lower.vat_minor)
    known = followed.known.lowered(lower)
    opened.followed[claim_id] = replace(followed, known=known, lowered=(*followed.lowered, row))
    named = {"step": step.kind, "step_no": step.step_no}
    lowered = _take_off(work, opened, claim_id, lower.back, f"step {claim.claim_no}/{step.step_no}", named)
    _tell(work, opened, claim_id, "fee_lowered", BY, **named, sent_on=step.sent_on, because=because, fees=lowered.fees)


def _lower_interest(work: Work, opened: OpenClaims, claim_id: UUID, minor: int, known: Known) -> None:
    followed, claim = opened.followed[claim_id], opened.claims[claim_id]
    opened.followed[claim_id] = replace(followed, known=followed.known.asked_less(minor))
    facts = {"interest": _rows(known)}
    lowered = _take_off(work, opened, claim_id, Parts(interest=minor), f"claim {claim.claim_no}", facts)
    if lowered.total:
        _tell(work, opened, claim_id, "interest_corrected", BY, interest=lowered.interest)


def _tell(work: Work, opened: OpenClaims, claim_id: UUID, kind: str, by: str, **facts: Any) -> None:
    claim = opened.claims[claim_id]
    merchant = opened.merchant_of(claim)
    told, event = looked_at_again(work, merchant, claim).happened(kind, merchant.now(work.wall), by, **facts)
    claims.add_event(work.unit, told, event, work.wall)
    opened.claims[claim_id] = told


def _take_off(
    work: Work, opened: OpenClaims, claim_id: UUID, wanted: Parts, cause: str, facts: Mapping[str, Any]
) -> Parts:
    """Take back what was asked for, as far as it is open or was paid; what fell away before is gone already."""
    claim = opened.claims[claim_id]
    merchant = opened.merchant_of(claim)
    from_open = wanted.within(claim.open)
    pieces = list(_paid_of(opened.followed[claim_id].paid, wanted - from_open))
    lowered = sum((back for _, back in pieces), from_open)
    if not lowered.total:
        return lowered
    day = local_day(merchant.now(work.wall), merchant.country)
    entry = Entry(new_id(), "cancelled", day, cause, cancelled(book_of(merchant, claim), lowered), facts)
    ledger.post(work.unit, claim.merchant_id, entry, work.wall)
    left = claim.open - from_open
    for payment, back in pieces:
        left -= _cover_anew(work, opened, claim, left, payment, back)
    opened.claims[claim_id] = claim.corrected(left)
    return lowered


def _paid_of(paid: Sequence[PaidBefore], wanted: Parts) -> Iterator[tuple[PaidBefore, Parts]]:
    """Which payments covered it, the newest first."""
    for payment in reversed(paid):
        back = wanted.within(payment.covered)
        if back.total:
            wanted -= back
            yield payment, back


def _cover_anew(work: Work, opened: OpenClaims, claim: Claim, left: Parts, payment: PaidBefore, back: Parts) -> Parts:
    """What a payment covered of it covers what is left open instead; the rest is owed to the payer. What it covers."""
    merchant = opened.merchant_of(claim)
    done = Allocation(Parts(), back.total)
    if payable(claim.state):
        done = allocate(back.total, left, payment_order(merchant, claim))
    book = book_of(merchant, claim, payment.bank_account_id)
    postings = covered_anew(book, back, done.covered, done.surplus)
    entry = Entry(new_id(), "covered_anew", payment.paid_on, f"bank line {payment.bank_line_id}", postings)
    ledger.post(work.unit, claim.merchant_id, entry, work.wall)
    shares = capture(work, opened, claim, done.covered.principal, payment.paid_on)
    owe_merchant(work, claim, entry, payment.bank_account_id, shares)
    _add_shift(work, claim, payment, done.covered - back, done.surplus)
    if done.surplus:
        refunds.add(work.unit, _refund(work, opened, claim, payment, done.surplus))
    followed = opened.followed[claim.claim_id].given_back(payment.payment_id, back - done.covered, payment.paid_on)
    opened.followed[claim.claim_id] = followed
    return done.covered


def _add_shift(work: Work, claim: Claim, payment: PaidBefore, shifted: Parts, surplus: int) -> None:
    """The payment covers other parts than it did: a row that sums to nothing."""
    row = Payment(
        merchant_id=claim.merchant_id,
        payment_id=new_id(),
        claim_id=claim.claim_id,
        bank_line_id=payment.bank_line_id,
        currency=claim.currency,
        amount_minor=0,
        principal_minor=shifted.principal,
        fees_minor=shifted.fees,
        interest_minor=shifted.interest,
        surplus_minor=surplus,
        paid_on=payment.paid_on,
        reason="it covers other parts: what it covered is not asked for any more",
        reverses=payment.payment_id,
        fees_operator_minor=shifted.fees_operator,
    )
    payments.add(work.unit, row, work.wall)


def _refund(work: Work, opened: OpenClaims, claim: Claim, payment: PaidBefore, surplus: int) -> Refund:
    merchant = opened.merchant_of(claim)
    return Refund(
        merchant_id=claim.merchant_id,
        refund_id=new_id(),
        claim_id=claim.claim_id,
        payment_id=payment.payment_id,
        bank_account_id=payment.bank_account_id,
        amount=Money(surplus, claim.currency),
        payee_name=payment.from_name,
        to_account=usable_account(payment.from_account, merchant.country),
        reason="paid, and then not asked for any more",
        created_at=merchant.now(work.wall),
    )
