"""Random lives of purchases: steps that hypothesis draws, and what a plain reckoning expects of each purchase."""

from dataclasses import dataclass

from hypothesis import strategies as st

from fordring.domain.purchase.purchase import Channel
from fordring.services.views import PurchaseView

COUNTRIES = ("NO", "SE", "FI")
PRINCIPAL_FIRST = frozenset({"FI"})


@dataclass(frozen=True, slots=True)
class Step:
    """`verb` on the purchase at place `which` (counted round), with `minor` where it needs an amount."""

    verb: str
    which: int
    minor: int
    channel: Channel


VERBS = st.sampled_from(["pay", "capture", "void", "receive", "receive", "demand"])
AMOUNTS = st.sampled_from([100, 1, 2, 99, 101, 200, 12_500, 2**31 - 1])
STEPS = st.builds(Step, VERBS, st.integers(0, 2), AMOUNTS, st.sampled_from(Channel))
LIVES = st.lists(STEPS, min_size=4, max_size=24)


@dataclass
class Expected:
    """A purchase as this reckoning has it, in minor units; it knows nothing of claims, entries or tables."""

    view: PurchaseView
    principal: int
    collected: bool
    captured: int = 0
    credited: int = 0
    fees: int = 0
    fees_paid: int = 0
    owed_back: int = 0
    voided: bool = False

    @property
    def open_principal(self) -> int:
        """What is neither paid nor credited."""
        return self.principal - self.captured - self.credited

    @property
    def closed(self) -> bool:
        """Whether nothing is demanded any more."""
        return not self.open_principal and not self.fees

    def allows(self, verb: str) -> bool:
        """Whether the merchant's verb is not refused."""
        if verb == "capture":
            return not self.voided
        return not self.voided and self.open_principal > 0

    def does(self, verb: str) -> None:
        """The merchant's verb."""
        if verb == "capture":
            self.collected |= self.open_principal > 0
        else:
            self.voided = True
            self.credited = self.open_principal
            self.fees = 0

    def gets(self, minor: int) -> None:
        """Money from the payer: on costs and principal in the country's order, the rest is owed back."""
        parts = ["principal", "fees"] if self.view.merchant.country in PRINCIPAL_FIRST else ["fees", "principal"]
        for part in parts:
            covered = min(minor, self.open_principal if part == "principal" else self.fees)
            minor -= covered
            if part == "principal":
                self.captured += covered
            else:
                self.fees -= covered
                self.fees_paid += covered
        self.owed_back += minor

    @property
    def status(self) -> str:
        """The status it must show."""
        if self.voided:
            return "voided"
        if not self.captured:
            return "authorized"
        return "partially_captured" if self.open_principal else "captured"

    @property
    def postings(self) -> dict[str, int]:
        """The sums of its claim's postings, where they are not zero."""
        sums = {
            "receivable.principal": self.open_principal,
            "receivable.fees": self.fees,
            "expected.merchant": -self.open_principal - self.fees,
            "client_funds": self.captured + self.fees_paid + self.owed_back,
            "owed.merchant": -self.captured - self.fees_paid,
            "owed.payer": -self.owed_back,
        }
        return {account: minor for account, minor in sums.items() if minor}
