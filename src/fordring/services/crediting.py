"""What every verb shares by which an amount of a claim's open principal falls away: void, withdrawal, credit note.

The claim closes with the last of it, its unpaid fees and interest with it; its purchases lose it, the oldest first; an
invoice of ours is credited by a credit note with its own number, spread over the VAT rates, delivered as it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.lifecycle import Closed, State
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import cancelled
from fordring.domain.merchant import Merchant
from fordring.domain.payment.receipt import spread_over
from fordring.domain.purchase.purchase import Purchase, Request
from fordring.services.bill import book_of, owe_document
from fordring.services.credit_notes import credit_note, credited_parts
from fordring.services.opened import looked_at_again
from fordring.storage import asked, claims, ledger, purchases
from fordring.storage.ids import new_id
from fordring.storage.work import Work

ISSUED_BY_US = frozenset({ClaimKind.INVOICE})
"""Claims whose paper is ours, so that a credit note is too."""

Shares = Sequence[tuple[Purchase, int]]


@dataclass(frozen=True, slots=True)
class Held:
    """A claim with its purchases, the oldest first; all of them are locked. `note` is the last credit note of it."""

    merchant: Merchant
    claim: Claim
    purchases: Sequence[Purchase] = ()
    note: Claim | None = None


@dataclass(frozen=True, slots=True)
class Fall:
    """How much of the open principal falls away, and why; `kind` is the ledger entry's.

    `because` is why the claim closes with the last of it. `note` is the credit note that does it, where there is one
    already; otherwise one is made, unless it is not `noted`: the sale stands, only nothing more is demanded.
    `writes_off` says whether fees and interest fall away with the last of the principal. `facts` stand with the claim's
    event. It counts from `value_on`, at the latest from today.
    """

    principal_minor: int
    because: Closed
    kind: str
    note: Claim | None = None
    noted: bool = True
    writes_off: bool = True
    facts: Mapping[str, Any] = field(default_factory=dict)
    value_on: date | None = None


async def hold_purchases(work: Work, merchant: Merchant, claim: Claim) -> Held:
    """The locked claim with its purchases, locked behind it."""
    bought = await purchases.of_claims(work.connection, claim.merchant_id, [claim.claim_id], lock=True)
    return Held(merchant, claim, bought)


async def let_fall(work: Work, held: Held, fall: Fall) -> Held:
    """An amount up to the claim's open principal falls away. Its rows are the caller's to flush, as its last act.

    A purchase that is withdrawn is voided; one that is credited is captured where some of it was paid, else voided.
    Raises IllegalTransitionError for a claim that is not issued, or closed.
    """
    now = held.merchant.now(work.wall)
    shares = [
        (purchase, share)
        for purchase, share in zip(held.purchases, spread_over(held.purchases, fall.principal_minor), strict=True)
        if share
    ]
    fallen = await record_fall(work, held, fall, shares)
    request = request_of(work)
    after = {purchase.purchase_id: purchase for purchase in held.purchases}
    for before, share in shares:
        whole = fall.because is Closed.WITHDRAWN and share == before.open_minor
        lost = before.voided(now, request) if whole else before.credited(share, now, request)
        await save_lost(work, before, lost)
        after[before.purchase_id] = lost
    return replace(fallen, purchases=tuple(after.values()))


async def record_fall(work: Work, held: Held, fall: Fall, shares: Shares) -> Held:
    """The claim without the amount, with its event and entry, and the credit note; `shares` say whose part it is."""
    claim, merchant = held.claim, held.merchant
    now = merchant.now(work.wall)
    moved = claim.credit(fall.principal_minor, fall.because, writes_off=fall.writes_off)
    note = fall.note
    if note is None and fall.noted and fall.principal_minor and claim.kind in ISSUED_BY_US:
        parts = await credited_parts(work, claim, shares, fall.principal_minor)
        note = credit_note(claim, parts, merchant, now, await claims.next_no(work.connection))
        _add_note(work, claim, note, now)
    postings = cancelled(book_of(merchant, claim), claim.open - moved.open)
    today = local_day(now, merchant.country)
    day = min(fall.value_on or today, today)
    entry = Entry(new_id(), fall.kind, day, f"claim {claim.claim_no}", postings)
    ledger.post(work.unit, merchant.merchant_id, entry, work.wall)
    kind = str(fall.because if moved.state is State.CLOSED else Closed.CREDITED)
    named = {"credited_by": note.claim_no} if note else {}
    facts = {**named, "amount_minor": fall.principal_minor, **fall.facts}
    told, event = looked_at_again(work, merchant, moved).happened(kind, now, work.asker.name, **facts)
    told = await claims.save(work.connection, told)
    claims.add_event(work.unit, told, event, work.wall)
    await asked.wait_no_more(work.connection, [(claim.merchant_id, claim.claim_id)])
    return replace(held, claim=told, note=note)


async def save_lost(work: Work, before: Purchase, after: Purchase) -> None:
    """Store a purchase that lost a part, or all; whoever wants to hear of it is owed a call."""
    await purchases.save(work.connection, work.unit, before, after, work.wall)
    purchases.owe_calls(work.unit, after, after.events[len(before.events) :], work.wall)


def request_of(work: Work) -> Request:
    """Who asks, as it stands with a purchase's event."""
    return Request(work.asker.request_id, work.asker.name, work.asker.headers)


def _add_note(work: Work, claim: Claim, note: Claim, now: datetime) -> None:
    """The rows of a credit note; its number is taken when the unit is flushed."""
    claims.add(work.unit, note)
    work.unit.take_number(note.merchant_id, note.claim_id)
    _, issued = note.happened("issued", now, work.asker.name, credits=claim.claim_no)
    claims.add_event(work.unit, note, issued, work.wall)
    owe_document(work, note)
