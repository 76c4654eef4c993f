"""Money that has come in for claims: what every verb shares that books it, for one claim or for a thousand at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import payable
from fordring.domain.claim.parts import Parts
from fordring.domain.ledger.accounts import Account
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import cancelled, paid
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.domain.payment.allocation import Allocation
from fordring.domain.payment.receipt import Receipt, fall, spread_over, tolerated
from fordring.domain.payment.refund import Refund, usable_account
from fordring.domain.purchase.purchase import Purchase, Request
from fordring.services.bill import book_of
from fordring.storage import claims, ledger, payments, purchases, refunds
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class OpenClaims:
    """Locked claims with their merchants and purchases (oldest first), as they stand after each receipt."""

    merchants: Mapping[UUID, Merchant]
    claims: dict[UUID, Claim]
    purchases: dict[UUID, list[Purchase]]

    def merchant_of(self, claim: Claim) -> Merchant:
        """Who is owed."""
        return self.merchants[claim.merchant_id]

    def as_they_stand(self, claim_ids: Iterable[UUID]) -> "OpenClaims":
        """Those of the claims, as they are now; receipts that follow do not change the answer."""
        wanted = set(claim_ids)
        bought = {claim_id: list(self.purchases[claim_id]) for claim_id in wanted if claim_id in self.purchases}
        return OpenClaims(self.merchants, {claim_id: self.claims[claim_id] for claim_id in wanted}, bought)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of what is owed to the merchant: a purchase's principal with the event it came with, or costs (None)."""

    purchase_id: UUID | None
    event_no: int | None
    amount_minor: int


async def open_claims(work: Work, keys: Iterable[tuple[UUID, UUID]]) -> OpenClaims:
    """Lock these claims (merchant, claim), then their purchases, and read what a receipt needs of both."""
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return OpenClaims({}, {}, {})
    locked = await payments.claims_locked(work.connection, wanted)
    bought = await payments.purchases_of_claims_locked(work.connection, wanted)
    merchants = await payments.merchants_by_id(work.connection, {merchant for merchant, _ in wanted})
    return OpenClaims(merchants, locked, bought)


async def save_claims(work: Work, opened: OpenClaims) -> None:
    """Store how the claims and purchases stand after all receipts; the unit's rows are the caller's to flush."""
    if opened.claims:
        await payments.save_claims(work.connection, list(opened.claims.values()))
        await payments.save_purchases(work.connection, [one for group in opened.purchases.values() for one in group])


def receive(work: Work, opened: OpenClaims, claim_id: UUID, receipt: Receipt) -> None:
    """Money for a claim: its parts are covered, its purchases captured, the rest is owed back to the payer.

    A claim that is closed takes nothing, so that all of it is refunded. The currencies are the same.
    """
    claim = opened.claims[claim_id]
    merchant = opened.merchant_of(claim)
    fallen = fall(merchant, claim, receipt)
    now = merchant.now(work.wall)
    payment_id = new_id()
    _add_payment(work, claim, payment_id, receipt, fallen)
    entry = _post(work, merchant, claim, receipt, fallen)
    shares = _capture(work, opened, claim, fallen.covered.principal, receipt, now)
    owe_merchant(work, claim, entry, receipt.bank_account_id, shares)
    if fallen.surplus:
        _owe_refund(work, merchant, claim, payment_id, receipt, fallen.surplus)
    lacking = tolerated(merchant, claim, fallen)
    if lacking.total:
        _let_go(work, opened, claim, lacking, receipt, now)
    opened.claims[claim_id] = _paid_claim(work, claim, payment_id, receipt, fallen, lacking, now)


def _let_go(work: Work, opened: OpenClaims, claim: Claim, lacking: Parts, receipt: Receipt, now: datetime) -> None:
    """What the payment lacks is written off, and its purchases are made whole by it."""
    postings = cancelled(book_of(opened.merchant_of(claim), claim), lacking)
    entry = Entry(new_id(), "tolerated", receipt.paid_on, f"bank line {receipt.bank_line_id}", postings)
    ledger.post(work.unit, claim.merchant_id, entry, work.wall)
    bought = opened.purchases.get(claim.claim_id, [])
    for place, share in enumerate(spread_over(bought, lacking.principal)):
        if share:
            after = bought[place].credited(share, now, Request(new_id(), work.asker.name), tolerated=True)
            bought[place] = _moved(work, bought[place], after)


def _moved(work: Work, before: Purchase, after: Purchase) -> Purchase:
    """The purchase with its new events, of which whoever wants to hear of them is owed a call."""
    added = after.events[len(before.events) :]
    work.unit.add("purchase_event", *purchases.event_rows(after, work.wall, added))
    purchases.owe_calls(work.unit, after, added, work.wall)
    return after


def _paid_claim(
    work: Work, claim: Claim, payment_id: UUID, receipt: Receipt, fallen: Allocation, lacking: Parts, now: datetime
) -> Claim:
    facts = {"payment_id": payment_id, "amount_minor": receipt.amount.minor, "surplus_minor": fallen.surplus}
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
            "reverses": None,
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


def _capture(
    work: Work, opened: OpenClaims, claim: Claim, principal_minor: int, receipt: Receipt, now: datetime
) -> list[Share]:
    """Capture the principal on the claim's purchases, the oldest first; what each got."""
    bought = opened.purchases.get(claim.claim_id, [])
    shares: list[Share] = []
    for place, share in enumerate(spread_over(bought, principal_minor)):
        if not share:
            continue
        before = bought[place]
        request = Request(new_id(), work.asker.name)
        after = before.paid(share, now, request, paid_on=receipt.paid_on, claim_no=claim.claim_no)
        bought[place] = _moved(work, before, after)
        shares.append(Share(before.purchase_id, after.events[-1].event_no, share))
    return shares


def owe_merchant(work: Work, claim: Claim, entry: Entry, bank_account_id: UUID, shares: list[Share]) -> None:
    """What the entry owes the merchant waits for the next payout, by purchase; the rest of it in a row of its own.

    All of it is below zero where the entry takes something back.
    """
    owed = -sum(line.amount.minor for line in entry.postings if line.account is Account.OWED_MERCHANT)
    rest = owed - sum(share.amount_minor for share in shares)
    others = [Share(None, None, rest)] if rest else []
    for line_no, share in enumerate([*shares, *others], start=1):
        work.unit.add(
            "payable",
            {
                "merchant_id": claim.merchant_id,
                "entry_id": entry.entry_id,
                "line_no": line_no,
                "claim_id": claim.claim_id,
                "purchase_id": share.purchase_id,
                "event_no": share.event_no,
                "bank_account_id": bank_account_id,
                "currency": claim.currency,
                "amount_minor": share.amount_minor,
            },
        )


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
