"""Money on a bank account of ours: what becomes of a bank line, and how one receipt falls on claims and purchases."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import payable
from fordring.domain.claim.parts import NOTHING, Part, Parts
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.domain.payment.allocation import COSTS_FIRST, DEFAULT_ORDER, Allocation, allocate
from fordring.domain.payment.matching import Target, tolerance_of
from fordring.domain.plentiful import plentiful
from fordring.domain.purchase.purchase import Purchase


class LineState(StrEnum):
    """What became of a bank line. UNIDENTIFIED money is in the house book; a QUESTION is not posted at all.

    NOTED is kept and needs nobody; CONFIRMED is a payout of ours that the bank has made. A REVERSAL took an
    earlier credit back, which is REVERSED once nothing of it is left. RETURNED goes back to whom it came from. A debit
    that was the operator's own, such as a charge of the bank, is of OPERATORS.
    """

    MATCHED = "matched"
    UNIDENTIFIED = "unidentified"
    QUESTION = "question"
    NOTED = "noted"
    CONFIRMED = "confirmed"
    REVERSAL = "reversal"
    REVERSED = "reversed"
    RETURNED = "returned"
    OPERATORS = "operators"


@plentiful(frozen=True, slots=True)
class Receipt:
    """Money received on a bank account. `reason` says why it is for the claim; where it is from may be unknown.

    `order` is which part it covers first, where a person has said so; where it `goes_back`, it covers nothing. Money
    that was said to be taken back, and is here after all, `restores` so much of the payment that it was.
    """

    bank_line_id: UUID
    bank_account_id: UUID
    amount: Money
    paid_on: date
    from_account: str
    reason: str
    from_name: str = ""
    order: tuple[Part, ...] = ()
    goes_back: bool = False
    restores: UUID | None = None


def payment_order(merchant: Merchant, claim: Claim) -> Sequence[Part]:
    """Which part is covered first: the merchant's setting `payment_order`, else its country's for this kind of payer.

    A country without an order of its own has costs first, as the three have for businesses.
    """
    chosen = merchant.settings.get("payment_order")
    if chosen:
        return [Part(part) for part in chosen]
    return DEFAULT_ORDER.get((merchant.country, claim.business), COSTS_FIRST)


def fall(merchant: Merchant, claim: Claim, receipt: Receipt, later: Parts = NOTHING) -> Allocation:
    """What the money covers of the claim. A claim that is closed takes nothing: all of it is owed to the payer.

    `later` of what is open was asked for after the money's day: all else is covered before.
    """
    if receipt.goes_back or not payable(claim.state):
        return Allocation(Parts(), receipt.amount.minor)
    order = receipt.order or payment_order(merchant, claim)
    if not later.total:
        return allocate(receipt.amount.minor, claim.open, order)
    first = allocate(receipt.amount.minor, claim.open - later, order)
    rest = allocate(first.surplus, later, order)
    return Allocation(first.covered + rest.covered, rest.surplus)


def tolerated(merchant: Merchant, claim: Claim, fallen: Allocation) -> Parts:
    """What of the claim falls away because a payment lacks no more than that: nothing beyond the merchant's tolerance.

    A payment that covers nothing closes nothing, however little is open.
    """
    tolerance = tolerance_of(merchant.settings)
    if not tolerance or not fallen.covered.total:
        return NOTHING
    left = claim.open - fallen.covered
    return left if 0 < left.total <= tolerance else NOTHING


def spread_over(purchases: Sequence[Purchase], principal_minor: int) -> list[int]:
    """How much of a covered principal each purchase of the claim gets: the oldest first, none more than is open."""
    shares = []
    rest = principal_minor
    for purchase in purchases:
        shares.append(min(rest, purchase.open_minor))
        rest -= shares[-1]
    return shares


def shares_named(
    named: Sequence[tuple[str, Money | None]], known: Mapping[str, Target], amount: Money
) -> dict[Target, Money] | None:
    """One transfer for several claims: each named reference with its amount, when every one is known and they add up.

    None when there are not two claims at least, a reference is unknown or has no amount, or the sum is another: then a
    person decides.
    """
    shares: dict[Target, Money] = {}
    for reference, part in named:
        if reference not in known or part is None or part.currency != amount.currency or part.minor <= 0:
            return None
        target = known[reference]
        shares[target] = shares.get(target, Money.zero(amount.currency)) + part
    whole = sum(part.minor for part in shares.values())
    return shares if len(shares) > 1 and whole == amount.minor else None
