"""Money that a bank takes back: which earlier credit a debit undoes, and what of it each payment gives back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.claim.parts import Part, Parts
from fordring.domain.money import Money
from fordring.domain.payment.allocation import Allocation, allocate
from fordring.domain.payment.matching import Unfound


@dataclass(frozen=True, slots=True)
class Taking:
    """A debit that may take a credit back; `marked` where the bank itself calls it a reversal.

    `bank_references` are all that may be the bank's own key of a credit, `claims` whose references it bears.
    """

    amount: Money
    marked: bool
    bank_references: frozenset[str] = frozenset()
    end_to_end_id: str = ""
    claims: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Credit:
    """An earlier credit on the same account: what of it is left, the bank's keys of it and of its whole entry."""

    line_id: UUID
    left_minor: int
    key: str = ""
    entry_key: str = ""
    end_to_end_id: str = ""
    claims: frozenset[UUID] = frozenset()


def credit_taken(taking: Taking, credits_: Sequence[Credit]) -> Credit | Unfound | None:
    """The credit that is taken back: by the bank's own reference, else end-to-end id, else payment reference.

    Unfound is a question; None is a debit that takes nothing back. Only what the bank marks as a reversal is found by
    less than the bank's own reference, or may take back a part: a charge bears the reference of its credit too.
    """
    for named, because in _ways(taking, credits_):
        if not named:
            continue
        fitting = [credit for credit in named if credit.left_minor == taking.amount.minor]
        if taking.marked and not fitting:
            fitting = [credit for credit in named if credit.left_minor > taking.amount.minor]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            return Unfound(f"{len(fitting)} earlier credits have {because}")
        left = Money(max(credit.left_minor for credit in named), taking.amount.currency)
        return Unfound(f"the credit with {because} has {left} left, not {taking.amount}")
    return Unfound("a reversal: no earlier credit is what it takes back") if taking.marked else None


def _ways(taking: Taking, credits_: Sequence[Credit]) -> list[tuple[list[Credit], str]]:
    names = taking.bank_references
    ways = [
        ([credit for credit in credits_ if credit.key in names], "its bank reference"),
        ([credit for credit in credits_ if credit.entry_key in names], "its bank reference"),
    ]
    if taking.marked:
        same = [c for c in credits_ if c.end_to_end_id and c.end_to_end_id == taking.end_to_end_id]
        ways += [(same, "its end-to-end id"), ([c for c in credits_ if c.claims & taking.claims], "its reference")]
    return ways


@dataclass(frozen=True, slots=True)
class Kept:
    """What is left of a payment, minor units: the parts it covers, and its surplus; `waiting` of that is still here."""

    claim_id: UUID
    covered: Parts
    surplus: int = 0
    waiting: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.covered.total + self.surplus


def takings(amount: int, payments: Sequence[Kept], named: frozenset[UUID]) -> list[int] | Unfound:
    """How much each payment of a credit gives back of `amount`, in their order; `named` are claims the debit names.

    All of them give back all, or one gives back what it can be said to be of. Else a person must say.
    """
    if amount == sum(payment.total for payment in payments):
        return [payment.total for payment in payments]
    able = [place for place, payment in enumerate(payments) if payment.total >= amount]
    whole = [place for place, payment in enumerate(payments) if payment.total == amount]
    said = [place for place in able if payments[place].claim_id in named]
    only = [place for place, payment in enumerate(payments) if payment.total]
    for choice in (said, only, whole):
        if len(choice) == 1 and choice[0] in able:
            return [amount if place == choice[0] else 0 for place in range(len(payments))]
    return Unfound("the credit was for several claims, and it takes back a part that names none of them")


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken back of a payment: parts of its claim, surplus that waits here, and surplus that has left."""

    covered: Parts
    waiting: int = 0
    gone: int = 0

    @property
    def surplus(self) -> int:
        """Both surpluses."""
        return self.waiting + self.gone

    @property
    def total(self) -> int:
        """All of it."""
        return self.covered.total + self.surplus


def taken_of(payment: Kept, amount: int, order: Sequence[Part]) -> Taken:
    """What taking back `amount` undoes: surplus that waits, then the parts, the last covered first, then what has left.

    So a payment of which a part is taken back stands as if it had been that much smaller.
    """
    waiting = min(amount, payment.waiting)
    parts = min(amount - waiting, payment.covered.total)
    stays: Allocation = allocate(payment.covered.total - parts, payment.covered, order)
    return Taken(payment.covered - stays.covered, waiting, amount - waiting - parts)


def spread_back(shares: Sequence[int], amount: int) -> list[int]:
    """How much each purchase's share gives back of a principal: the newest first, the other way round than it came."""
    rest = amount
    back = []
    for share in reversed(shares):
        back.append(min(rest, share))
        rest -= back[-1]
    return back[::-1]
