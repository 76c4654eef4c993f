"""Undoing a payment, all of it or a part: the mirror of its entry, the claim open again, its purchases moved back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import mirrored, paid
from fordring.domain.money import Money
from fordring.domain.payment.receipt import payment_order
from fordring.domain.payment.refund import Refund, State
from fordring.domain.payment.reversal import Kept, Taken, spread_back, taken_of
from fordring.domain.purchase.purchase import Request
from fordring.services.bill import book_of
from fordring.services.opened import OpenClaims, Share, looked_at_again, owe_merchant
from fordring.storage import claims, ledger, payments, purchases, refunds, taken_back
from fordring.storage.ids import new_id
from fordring.storage.payments import Payment
from fordring.storage.taken_back import LeftPayment, LeftShare
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class Undoing:
    """Why a payment is undone: the `kind` of the entry and of the claim's event, and `because` for a person.

    The bank line that does it is on the account of the payment.
    """

    kind: str
    because: str
    bank_line_id: UUID
    bank_account_id: UUID
    day: date


async def undo(work: Work, opened: OpenClaims, payment: LeftPayment, minor: int, undoing: Undoing) -> Taken:
    """Take back so much of a payment whose claim is in `opened` and whose account is locked; the rows are flushed.

    The claims and purchases are the caller's to save. Surplus that waits goes first, so that the payment stands as if
    it had been smaller; surplus that was refunded already is owed by the payer from then on.
    """
    claim = opened.claims[payment.claim_id]
    merchant = opened.merchant_of(claim)
    now = merchant.now(work.wall)
    open_refunds = await refunds.of_payments(work.connection, claim.merchant_id, [payment.payment_id])
    waiting = [refund for refund in open_refunds if refund.state is State.WAITING]
    here = min(payment.surplus, sum(refund.amount.minor for refund in waiting))
    kept = Kept(claim.claim_id, payment.covered, payment.surplus, here)
    taken = taken_of(kept, minor, payment_order(merchant, claim))
    _add_payment(work, claim, payment, taken, undoing)
    book = book_of(merchant, claim, undoing.bank_account_id)
    postings = mirrored(paid(book, taken.covered, taken.surplus))
    entry = Entry(new_id(), undoing.kind, undoing.day, f"bank line {undoing.bank_line_id}", postings)
    ledger.post(work.unit, claim.merchant_id, entry, work.wall)
    shares = await _move_purchases(work, opened, payment, taken, now)
    owe_merchant(work, claim, entry, undoing.bank_account_id, shares)
    await end_refunds(work, waiting, taken.waiting, undoing.because, now)
    if taken.gone:
        refunds.add(work.unit, _owing(payment, taken.gone, claim, undoing, now))
    told = _told(work, claim, payment, taken, undoing, now)
    opened.claims[claim.claim_id] = looked_at_again(work, merchant, told)
    if followed := opened.followed.get(claim.claim_id):
        opened.followed[claim.claim_id] = followed.given_back(payment.payment_id, taken.covered, undoing.day)
    await work.unit.flush()
    return taken


def _add_payment(work: Work, claim: Claim, payment: LeftPayment, taken: Taken, undoing: Undoing) -> None:
    row = Payment(
        merchant_id=claim.merchant_id,
        payment_id=new_id(),
        claim_id=claim.claim_id,
        bank_line_id=undoing.bank_line_id,
        currency=claim.currency,
        amount_minor=-taken.total,
        principal_minor=-taken.covered.principal,
        fees_minor=-taken.covered.fees,
        interest_minor=-taken.covered.interest,
        surplus_minor=-taken.surplus,
        paid_on=undoing.day,
        reason=undoing.because,
        reverses=payment.payment_id,
        fees_operator_minor=-taken.covered.fees_operator,
    )
    payments.add(work.unit, row, work.wall)


async def _move_purchases(
    work: Work, opened: OpenClaims, payment: LeftPayment, taken: Taken, now: datetime
) -> list[Share]:
    """Each purchase without what the payment brought it, the newest first; the shares are below zero."""
    bought = opened.purchases.get(payment.claim_id, [])
    if not bought or not taken.covered.principal:
        return []
    shares: list[Share] = []
    for left, minor in await _shares(work, payment, taken.covered.principal):
        if not minor:
            continue
        place = next(place for place, purchase in enumerate(bought) if purchase.purchase_id == left.purchase_id)
        before = bought[place]
        claim_no = opened.claims[payment.claim_id].claim_no
        after = before.reversed(minor, now, Request(new_id(), work.asker.name), [left.event_no], claim_no=claim_no)
        added = after.events[len(before.events) :]
        work.unit.add("purchase_event", *purchases.event_rows(after, work.wall, added))
        purchases.owe_calls(work.unit, after, added, work.wall)
        bought[place] = after
        shares.append(Share(before.purchase_id, added[-1].event_no, -minor))
    return shares


async def _shares(work: Work, payment: LeftPayment, principal_minor: int) -> list[tuple[LeftShare, int]]:
    merchant_id = payment.merchant_id
    made = await taken_back.lines_of_payments(work.connection, merchant_id, [payment.payment_id])
    causes = [f"bank line {bank_line_id}" for bank_line_id in made]
    left = await taken_back.shares_left(work.connection, merchant_id, payment.claim_id, causes)
    return list(zip(left, spread_back([share.amount_minor for share in left], principal_minor), strict=True))


async def end_refunds(work: Work, newest_first: Sequence[Refund], minor: int, because: str, now: datetime) -> None:
    """So much of what waits, or is owed, for a payment falls away; what is left of the last of them is in a new one."""
    ended = []
    for refund in newest_first:
        part = min(minor, refund.amount.minor)
        if not part:
            break
        minor -= part
        ended.append(refund.cancelled(because, now))
        if part < refund.amount.minor:
            rest = refund.amount - Money(part, refund.amount.currency)
            refunds.add(work.unit, replace(refund, refund_id=new_id(), amount=rest, created_at=now))
    await refunds.save(work.connection, ended)


def _owing(payment: LeftPayment, minor: int, claim: Claim, undoing: Undoing, now: datetime) -> Refund:
    return Refund(
        merchant_id=claim.merchant_id,
        refund_id=new_id(),
        claim_id=claim.claim_id,
        payment_id=payment.payment_id,
        bank_account_id=undoing.bank_account_id,
        amount=Money(minor, claim.currency),
        payee_name="",
        to_account="",
        reason=f"refunded, and then {undoing.because}",
        created_at=now,
        state=State.OWING,
    )


def _told(work: Work, claim: Claim, payment: LeftPayment, taken: Taken, undoing: Undoing, now: datetime) -> Claim:
    facts = {"payment_id": payment.payment_id, "amount_minor": taken.total, "surplus_minor": taken.surplus}
    parts = {part.value: amount for part, amount in taken.covered if amount}
    moved = claim.reverse(taken.covered) if taken.covered.total else claim
    told, event = moved.happened(
        undoing.kind, now, work.asker.name, **facts, **parts, paid_on=undoing.day, message=undoing.because
    )
    claims.add_event(work.unit, told, event, work.wall)
    return told
