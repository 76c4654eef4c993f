"""Money that has come in for claims: what every verb shares that books it, for one claim or for a thousand at once."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import payable
from fordring.domain.claim.parts import Parts
from fordring.domain.followup.hindsight import asked_after, interest_rows, met
from fordring.domain.followup.letter import lines_of
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import cancelled, demanded, paid
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.domain.payment.allocation import Allocation
from fordring.domain.payment.receipt import Receipt, fall, spread_over, tolerated
from fordring.domain.payment.refund import Refund, usable_account
from fordring.domain.purchase.purchase import Request
from fordring.services.bill import book_of
from fordring.services.correcting import corrected_once
from fordring.services.opened import OpenClaims, capture, looked_at_again, moved, owe_merchant
from fordring.storage import claims, ledger, refunds
from fordring.storage.ids import new_id
from fordring.storage.taken_back import PaidBefore
from fordring.storage.work import Work


def receive(work: Work, opened: OpenClaims, claim_id: UUID, receipt: Receipt) -> None:
    """Money for a claim: its parts are covered, its purchases captured, the rest is owed back to the payer.

    What it shows to be asked for too much is taken back before. A claim that is closed takes nothing, so that all of
    it is refunded. The currencies are the same.
    """
    fallen = _fallen(work, opened, claim_id, receipt)
    claim = opened.claims[claim_id]
    merchant = opened.merchant_of(claim)
    now = merchant.now(work.wall)
    payment_id = new_id()
    _add_payment(work, claim, payment_id, receipt, fallen)
    entry = _post(work, merchant, claim, receipt, fallen)
    shares = capture(work, opened, claim, fallen.covered.principal, receipt.paid_on)
    owe_merchant(work, claim, entry, receipt.bank_account_id, shares)
    if fallen.surplus:
        _owe_refund(work, merchant, claim, receipt.restores or payment_id, receipt, fallen.surplus)
    lacking = tolerated(merchant, claim, fallen)
    if lacking.total:
        _let_go(work, opened, claim, lacking, receipt, now)
    told = _paid_claim(work, claim, payment_id, receipt, fallen, lacking, now)
    opened.claims[claim_id] = looked_at_again(work, merchant, told)
    if claim_id in opened.followed:
        _remember(opened, claim_id, receipt.restores or payment_id, receipt, fallen.covered, lacking)


def _fallen(work: Work, opened: OpenClaims, claim_id: UUID, receipt: Receipt) -> Allocation:
    """What the money covers, once what it shows to be too much is taken back: as if it had been known on its day.

    A surplus covers interest that has run up to that day, where a letter had asked for interest before.
    """
    while True:
        claim = opened.claims[claim_id]
        followed = opened.followed.get(claim_id)
        if followed is None or receipt.goes_back:
            return fall(opened.merchant_of(claim), claim, receipt)
        later = asked_after(followed.known, receipt.paid_on, claim.open, followed.covered_beside(receipt.paid_on))
        fallen = fall(opened.merchant_of(claim), claim, receipt, later)
        then = followed.known.paid(receipt.paid_on, fallen.covered.principal, receipt.amount.minor)
        if not corrected_once(work, opened, claim_id, then):
            break
    extra = met(followed.known, receipt.paid_on, fallen.surplus) if fallen.covered.total else 0
    if not extra:
        return fallen
    _meet_interest(work, opened, claim_id, receipt, extra)
    return Allocation(fallen.covered + Parts(interest=extra), fallen.surplus - extra)


def _meet_interest(work: Work, opened: OpenClaims, claim_id: UUID, receipt: Receipt, minor: int) -> None:
    """Interest is posted as of the money's day, as far as the money meets it."""
    claim, followed = opened.claims[claim_id], opened.followed[claim_id]
    rows = [line.kept() for line in lines_of(interest_rows(followed.known, receipt.paid_on))]
    postings = demanded(book_of(opened.merchant_of(claim), claim), Parts(interest=minor))
    cause = f"bank line {receipt.bank_line_id}"
    entry = Entry(new_id(), "demanded", receipt.paid_on, cause, postings, {"interest": rows})
    ledger.post(work.unit, claim.merchant_id, entry, work.wall)
    known = replace(followed.known, interest_minor=followed.known.interest_minor + minor, met_on=receipt.paid_on)
    opened.followed[claim_id] = replace(followed, known=known)
    opened.claims[claim_id] = claim.demand(Parts(interest=minor))


def _remember(
    opened: OpenClaims, claim_id: UUID, payment_id: UUID, receipt: Receipt, covered: Parts, lacking: Parts
) -> None:
    """What is known of the claim, for money that follows in this transaction."""
    where = receipt.bank_line_id, receipt.bank_account_id
    payment = PaidBefore(payment_id, *where, receipt.paid_on, receipt.from_account, receipt.from_name, covered)
    followed = opened.followed[claim_id].received(payment)
    known = followed.known.paid(receipt.paid_on, lacking.principal, lacking.total)
    opened.followed[claim_id] = replace(followed, known=known)


def _let_go(work: Work, opened: OpenClaims, claim: Claim, lacking: Parts, receipt: Receipt, now: datetime) -> None:
    """What the payment lacks is written off, and its purchases are made whole by it."""
    postings = cancelled(book_of(opened.merchant_of(claim), claim), lacking)
    entry = Entry(new_id(), "tolerated", receipt.paid_on, f"bank line {receipt.bank_line_id}", postings)
    ledger.post(work.unit, claim.merchant_id, entry, work.wall)
    bought = opened.purchases.get(claim.claim_id, [])
    for place, share in enumerate(spread_over(bought, lacking.principal)):
        if share:
            after = bought[place].credited(share, now, Request(new_id(), work.asker.name), tolerated=True)
            bought[place] = moved(work, bought[place], after)


def _paid_claim(
    work: Work, claim: Claim, payment_id: UUID, receipt: Receipt, fallen: Allocation, lacking: Parts, now: datetime
) -> Claim:
    facts = {"payment_id": str(payment_id), "amount_minor": receipt.amount.minor, "surplus_minor": fallen.surplus}
    parts = {part.value: amount for part, amount in fallen.covered if amount}
    kind = "paid" if fallen.covered.total else "overpaid"
    asker = work.asker.name
    told, event = claim.paid(fallen.covered, kind, now, asker, **facts, **parts, paid_on=receipt.paid_on)
    if lacking.total:
        told = told.tolerate()
        event = replace(event, state=told.state, facts={**event.facts, "tolerated_minor": lacking.total})
    claims.add_event(work.unit, told, event, work.wall)
    return told


def _add_payment(work: Work, claim: Claim, payment_id: UUID, receipt: Receipt, fallen: Allocation) -> None:
    work.unit.add(
        "payment",
        {
            "merchant_id": claim.merchant_id,
            "payment_id": payment_id,
            "claim_id": claim.claim_id,
            "bank_line_id": receipt.bank_line_id,
            "currency": claim.currency,
            "amount_minor": receipt.amount.minor,
            "principal_minor": fallen.covered.principal,
            "fees_minor": fallen.covered.fees,
            "interest_minor": fallen.covered.interest,
            "surplus_minor": fallen.surplus,
            "paid_on": receipt.paid_on,
            "reason": receipt.reason,
            "recorded_at": work.wall,
            "reverses": receipt.restores,
            "fees_operator_minor": fallen.covered.fees_operator,
        },
    )


def _post(work: Work, merchant: Merchant, claim: Claim, receipt: Receipt, fallen: Allocation) -> Entry:
    """The entry of the payment, on the account that the money is on."""
    book = book_of(merchant, claim, receipt.bank_account_id)
    postings = paid(book, fallen.covered, fallen.surplus)
    kind = "paid" if fallen.covered.total else "overpaid"
    entry = Entry(new_id(), kind, receipt.paid_on, f"bank line {receipt.bank_line_id}", postings)
    ledger.post(work.unit, claim.merchant_id, entry, work.wall)
    return entry


def _owe_refund(work: Work, merchant: Merchant, claim: Claim, payment_id: UUID, receipt: Receipt, surplus: int) -> None:
    """What is too much waits to go back to where it came from, or for a person where the bank named no account."""
    refund = Refund(
        merchant_id=claim.merchant_id,
        refund_id=new_id(),
        claim_id=claim.claim_id,
        payment_id=payment_id,
        bank_account_id=receipt.bank_account_id,
        amount=Money(surplus, claim.currency),
        payee_name=receipt.from_name,
        to_account=usable_account(receipt.from_account, merchant.country),
        reason=_because(claim, receipt),
        created_at=merchant.now(work.wall),
    )
    refunds.add(work.unit, refund)


def _because(claim: Claim, receipt: Receipt) -> str:
    if receipt.goes_back:
        return receipt.reason
    return "overpaid" if payable(claim.state) else f"the claim is {claim.closed_because or claim.state}"
