"""Random lives of grouped purchases: steps that hypothesis draws, and what a plain reckoning expects of the invoice."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

from fordring.services.views import PurchaseView


@dataclass(frozen=True, slots=True)
class GroupStep:
    """`verb` on the purchase at place `which` (counted round), with `minor` where it needs an amount."""

    verb: str
    which: int
    minor: int


BEFORE = st.lists(st.tuples(st.sampled_from([1, 2, 99, 12_500, 2**31 - 1]), st.booleans()), min_size=1, max_size=5)
"""Purchases of a period: the amount of each, and whether it is voided before it is billed."""
VERBS = st.sampled_from(["void", "receive", "receive", "receive", "demand", "capture"])
AMOUNTS = st.sampled_from([1, 2, 98, 100, 12_500, 12_600, 2**31 - 1])
AFTER = st.lists(st.builds(GroupStep, VERBS, st.integers(0, 4), AMOUNTS), max_size=12)


@dataclass
class Bought:
    """One purchase as this reckoning has it, in minor units."""

    view: PurchaseView
    amount: int
    captured: int = 0
    credited: int = 0
    voided: bool = False

    @property
    def open(self) -> int:
        """What is neither paid nor credited."""
        return self.amount - self.captured - self.credited

    @property
    def status(self) -> str:
        """The status it must show."""
        if self.voided:
            return "voided"
        if not self.captured:
            return "authorized"
        return "partially_captured" if self.open else "captured"


@dataclass
class Invoice:
    """The invoice of all purchases that were not voided before; it knows nothing of claims, entries or tables."""

    bought: list[Bought]
    fees: int = 0
    fees_paid: int = 0
    owed_back: int = 0
    notes: list[int] = field(default_factory=list)

    @property
    def open(self) -> int:
        """The principal that is open."""
        return sum(one.open for one in self.bought)

    @property
    def closed(self) -> bool:
        """Whether nothing is demanded any more."""
        return not self.open and not self.fees

    def gets(self, minor: int) -> None:
        """Money: on costs, then on the purchases one after the other as they were made, the rest is owed back."""
        covered = min(minor, self.fees)
        self.fees -= covered
        self.fees_paid += covered
        minor -= covered
        for one in self.bought:
            covered = min(minor, one.open)
            one.captured += covered
            minor -= covered
        self.owed_back += minor

    def loses(self, one: Bought) -> None:
        """One purchase is voided: what is open of it is credited; with the last of them the costs fall away."""
        self.notes.append(one.open)
        one.credited, one.voided = one.open, True
        if not self.open:
            self.fees = 0

    @property
    def postings(self) -> dict[str, int]:
        """The sums of its claim's postings, where they are not zero."""
        captured = sum(one.captured for one in self.bought)
        sums = {
            "receivable.principal": self.open,
            "receivable.fees": self.fees,
            "expected.merchant": -self.open - self.fees,
            "client_funds": captured + self.fees_paid + self.owed_back,
            "owed.merchant": -captured - self.fees_paid,
            "owed.payer": -self.owed_back,
        }
        return {account: minor for account, minor in sums.items() if minor}
