"""Random lives of money on its way out: steps that hypothesis draws, and a plain reckoning of what must be where.

It knows nothing of entries, tables or the program's own rules: prices are rounded here by hand.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import strategies as st

MERCHANTS = 2
PER_INVOICE = 1
"""The place of the merchant that is paid for each invoice by itself."""


@dataclass(frozen=True, slots=True)
class Step:
    """`verb` at the merchant or order at place `which` (counted round); the other figures mean what the verb needs."""

    verb: str
    which: int
    minor: int
    days: int
    mask: int


VERBS = st.sampled_from(["money", "money", "money", "price", "run", "run", "answer", "answer", "debit", "debit"])
AMOUNTS = st.sampled_from([10_000, 33_333, 99_999, 250_001])
STEPS = st.builds(Step, VERBS, st.integers(0, 5), AMOUNTS, st.integers(0, 3), st.integers(0, 80))
LIVES = st.lists(STEPS, min_size=6, max_size=24)


@dataclass(frozen=True, slots=True)
class Price:
    """What is agreed from a day on: basis points, and minor units for each payment and each payout."""

    begins: date
    share_bp: int
    per_payment: int
    per_payout: int
    vat_bp: int


@dataclass
class Sent:
    """A transfer: of a merchant's payout, with the payments in it, or of a refund (`kept` and `vat` are nothing)."""

    owner: int
    net: int
    payments: list[int]
    kept: int = 0
    vat: int = 0
    state: str = "sent"

    @property
    def is_refund(self) -> bool:
        """Whether it goes to a payer."""
        return not self.payments


@dataclass
class Reckoning:
    """One merchant, minor units: what came in, the payments that wait, refunds that wait, and those without account."""

    prices: list[Price]
    came: int = 0
    waiting: list[int] = field(default_factory=list)
    refunds: list[int] = field(default_factory=list)
    homeless: int = 0

    def charged(self, day: date, payments: Collection[int], payouts: int) -> tuple[int, int]:
        """Commission and VAT of payouts on that day that have these payments in them."""
        price = max((each for each in self.prices if each.begins <= day), key=lambda each: each.begins)
        kept = _share(sum(payments), price.share_bp) + len(payments) * price.per_payment + payouts * price.per_payout
        return kept, _share(kept, price.vat_bp)

    def balances(self, sent: Collection[Sent]) -> dict[str, int]:
        """What its book must show, given its transfers; nothing that is zero."""
        held = [each for each in sent if each.state != "rejected"]
        gone = sum(each.net for each in held if each.state == "confirmed")
        sums = {
            "client_funds NOK": self.came - gone,
            "in_transit NOK": -sum(each.net for each in held if each.state == "sent"),
            "owed.merchant NOK": -sum(self.waiting),
            "owed.payer NOK": -sum(self.refunds) - self.homeless,
            "owed.operator.commission NOK": -sum(each.kept for each in held),
            "owed.operator.vat NOK": -sum(each.vat for each in held),
        }
        return {account: minor for account, minor in sums.items() if minor}


def _share(minor: int, bp: int) -> int:
    return int((Decimal(minor) * bp / 10_000).quantize(Decimal(1), ROUND_HALF_UP))
