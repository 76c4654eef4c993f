"""Locked claims with their purchases, as what is booked on them leaves them; and how that is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import State, payable
from fordring.domain.ledger.accounts import Account
from fordring.domain.ledger.entry import Entry
from fordring.domain.merchant import Merchant
from fordring.domain.payment.receipt import spread_over
from fordring.domain.purchase.purchase import Purchase, Request
from fordring.services.followed import Followed, followed_of
from fordring.storage import asked, payments, purchases
from fordring.storage.ids import new_id
from fordring.storage.priced import bearers
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class OpenClaims:
    """Locked claims with their merchants and purchases (oldest first), as they stand after each receipt.

    `followed` has those that were followed up.
    """

    merchants: Mapping[UUID, Merchant]
    claims: dict[UUID, Claim]
    purchases: dict[UUID, list[Purchase]]
    followed: dict[UUID, Followed] = field(default_factory=dict)

    def merchant_of(self, claim: Claim) -> Merchant:
        """Who is owed."""
        return self.merchants[claim.merchant_id]

    @property
    def followed_keys(self) -> list[tuple[UUID, UUID]]:
        """Those that were followed up, as (merchant, claim)."""
        return [(self.claims[claim_id].merchant_id, claim_id) for claim_id in self.followed]

    def as_they_stand(self, claim_ids: Iterable[UUID]) -> "OpenClaims":
        """Those of the claims, as they are now; receipts that follow do not change the answer."""
        wanted = set(claim_ids)
        bought = {claim_id: list(self.purchases[claim_id]) for claim_id in wanted if claim_id in self.purchases}
        followed = {claim_id: self.followed[claim_id] for claim_id in wanted if claim_id in self.followed}
        return OpenClaims(self.merchants, {claim_id: self.claims[claim_id] for claim_id in wanted}, bought, followed)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of what is owed to the merchant: a purchase's principal with the event it came with, or costs (None)."""

    purchase_id: UUID | None
    event_no: int | None
    amount_minor: int


async def open_claims(work: Work, keys: Iterable[tuple[UUID, UUID]]) -> OpenClaims:
    """Lock these claims (merchant, claim), then their purchases, and read what a receipt needs of both.

    Those that bear the fee of a letter with one of them are locked with them: it may be lowered afterwards.
    """
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return OpenClaims({}, {}, {})
    ids = {claim_id for _, claim_id in wanted}
    both = list(dict.fromkeys([*wanted, *await bearers(work.connection, wanted)]))
    locked = await payments.claims_locked(work.connection, both)
    bought = await payments.purchases_of_claims_locked(work.connection, both)
    found = {claim_id: claim for claim_id, claim in locked.items() if claim_id in ids}
    merchants = await payments.merchants_by_id(work.connection, {merchant for merchant, _ in wanted})
    followed = await followed_of(work.connection, merchants, list(found.values()))
    return OpenClaims(merchants, found, {each: bought[each] for each in found if each in bought}, followed)


async def save_claims(work: Work, opened: OpenClaims) -> None:
    """Store how the claims and purchases stand after all receipts; the unit's rows are the caller's to flush."""
    if not opened.claims:
        return
    stand = list(opened.claims.values())
    await payments.save_claims(work.connection, stand)
    await payments.save_purchases(work.connection, [one for group in opened.purchases.values() for one in group])
    if still := [(claim.merchant_id, claim.claim_id) for claim in stand if claim.state is not State.CLOSED]:
        await asked.wait_no_more(work.connection, still)
    if cancelled := [step for followed in opened.followed.values() for step in followed.cancelled]:
        await asked.cancel_steps(work.connection, cancelled)
    if lowered := [step for followed in opened.followed.values() for step in followed.lowered]:
        await asked.lower_fees(work.connection, lowered)


def looked_at_again(work: Work, merchant: Merchant, claim: Claim) -> Claim:
    """The claim, which the daily run looks at today if it is followed up: what its plan rests on has changed."""
    if not payable(claim.state) or not claim.collection_started:
        return claim
    return replace(claim, next_step_on=local_day(merchant.now(work.wall), merchant.country))


def capture(work: Work, opened: OpenClaims, claim: Claim, principal_minor: int, paid_on: date) -> list[Share]:
    """Capture the principal on the claim's purchases, the oldest first; what each got."""
    if not principal_minor:
        return []
    bought = opened.purchases.get(claim.claim_id, [])
    now = opened.merchant_of(claim).now(work.wall)
    shares: list[Share] = []
    for place, share in enumerate(spread_over(bought, principal_minor)):
        if not share:
            continue
        before = bought[place]
        request = Request(new_id(), work.asker.name)
        after = before.paid(share, now, request, paid_on=paid_on, claim_no=claim.claim_no)
        bought[place] = moved(work, before, after)
        shares.append(Share(before.purchase_id, after.events[-1].event_no, share))
    return shares


def moved(work: Work, before: Purchase, after: Purchase) -> Purchase:
    """The purchase with its new events, of which whoever wants to hear of them is owed a call."""
    added = after.events[len(before.events) :]
    work.unit.add("purchase_event", *purchases.event_rows(after, work.wall, added))
    purchases.owe_calls(work.unit, after, added, work.wall)
    return after


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
