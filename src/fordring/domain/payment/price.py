"""What the operator keeps of a payout: dated prices by contract, and the VAT on them; how each is rounded.

The commission is a share in basis points of what was collected, rounded half away from zero, plus fixed amounts for
each payment in the payout and for the payout itself. The VAT is reckoned on the whole commission of the payout and
rounded half away from zero, once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.money import BASIS_POINTS, divide_rounded
from fordring.domain.vat import rates_on


@dataclass(frozen=True, slots=True)
class Charge:
    """Gross with the commission and its VAT that are kept of it, in minor units."""

    gross_minor: int = 0
    commission_minor: int = 0
    vat_minor: int = 0

    @property
    def net_minor(self) -> int:
        """What is sent."""
        return self.gross_minor - self.commission_minor - self.vat_minor

    @property
    def payable(self) -> bool:
        """Whether anything is left of something."""
        return self.gross_minor > 0 and self.net_minor > 0

    def __sub__(self, other: "Charge") -> "Charge":
        return Charge(
            self.gross_minor - other.gross_minor,
            self.commission_minor - other.commission_minor,
            self.vat_minor - other.vat_minor,
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits to be paid out, in minor units (below nothing where it is owed back), and in how many payments."""

    minor: int = 0
    payments: int = 0

    def __add__(self, other: "Waiting") -> "Waiting":
        return Waiting(self.minor + other.minor, self.payments + other.payments)


NOTHING = Waiting()


@dataclass(frozen=True, slots=True)
class Rates:
    """A price: basis points of what was collected, minor units for a payment and for a payout; VAT in basis points."""

    commission_bp: int = 0
    vat_bp: int = 0
    per_payment_minor: int = 0
    per_payout_minor: int = 0

    def charge(self, waiting: Waiting, payouts: int = 1) -> Charge:
        """What is kept of it when it is sent as so many payouts."""
        commission = divide_rounded(waiting.minor * self.commission_bp, BASIS_POINTS)
        commission += waiting.payments * self.per_payment_minor + payouts * self.per_payout_minor
        return Charge(waiting.minor, commission, divide_rounded(commission * self.vat_bp, BASIS_POINTS))


@dataclass(frozen=True, slots=True)
class PriceRule:
    """A price that holds from a day on, until the day before the next rule's."""

    valid_from: date
    rates: Rates


def price_on(day: date, rules: Sequence[PriceRule], opening: Rates) -> Rates:
    """The price of a payout that is sent on `day`: the newest rule's, else that of the merchant's opening."""
    held = [rule for rule in rules if rule.valid_from <= day]
    return max(held, key=lambda rule: rule.valid_from).rates if held else opening


def standard_vat_bp(operator_country: str, day: date) -> int:
    """The VAT on a commission where nothing else was agreed: the standard rate of the operator's country that day.

    Raises MissingVATRateError.
    """
    return rates_on(operator_country, day).rates_bp[0]


def check_rates(rates: Rates) -> None:
    """Raises InvalidCommandError naming every figure that makes no price."""
    shares = {"commission_bp": rates.commission_bp, "vat_bp": rates.vat_bp}
    fixed = {"per_payment_minor": rates.per_payment_minor, "per_payout_minor": rates.per_payout_minor}
    problems = [
        FieldProblem(name, f"is 0 to {BASIS_POINTS} basis points")
        for name, share in shares.items()
        if not 0 <= share <= BASIS_POINTS
    ]
    problems += [FieldProblem(name, "is not below zero") for name, minor in fixed.items() if minor < 0]
    if problems:
        raise InvalidCommandError(*problems)
