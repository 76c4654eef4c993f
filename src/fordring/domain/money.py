"""Money: an integer of minor units with its currency, and nothing else.

There is no division and no float: a percentage is basis points, a split says where its remainder goes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fordring.domain.errors import CurrencyMismatchError

BASIS_POINTS = 10_000

MINOR_DIGITS = {"NOK": 2, "SEK": 2, "EUR": 2, "DKK": 2, "USD": 2, "GBP": 2, "JPY": 0, "CHF": 2}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (øre, cents). `Money(12_345, "NOK")` is 123,45 kr."""

    minor: int
    currency: str

    def __str__(self) -> str:
        """For a person: `123.45 NOK`."""
        digits = MINOR_DIGITS.get(self.currency, 2)
        text = str(abs(self.minor)).rjust(digits + 1, "0")
        whole = f"{text[:-digits]}.{text[-digits:]}" if digits else text
        return f"{'-' if self.minor < 0 else ''}{whole} {self.currency}"

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise CurrencyMismatchError(self.currency, other.currency)
        return other.minor

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    @classmethod
    def zero(cls, currency: str) -> "Money":
        """Nothing, in `currency`."""
        return cls(0, currency)

    def portion(self, rate_bp: int) -> "Money":
        """`rate_bp` basis points of this amount, rounded half away from zero."""
        return Money(divide_rounded(self.minor * rate_bp, BASIS_POINTS), self.currency)

    def split(self, weights: Sequence[int]) -> "list[Money]":
        """Share by weights; the remainder goes to the largest weight, the first of equals. The parts sum to the whole.

        Raises ValueError when there is no weight above zero.
        """
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("a split needs weights that are not negative, and one above zero")
        sign = -1 if self.minor < 0 else 1
        shares = [sign * (abs(self.minor) * weight // total) for weight in weights]
        shares[max(range(len(weights)), key=lambda i: (weights[i], -i))] += self.minor - sum(shares)
        return [Money(share, self.currency) for share in shares]


def divide_rounded(numerator: int, denominator: int) -> int:
    """The quotient of two integers, rounded half away from zero; `denominator` is above zero."""
    quotient, remainder = divmod(abs(numerator), denominator)
    rounded = quotient + (2 * remainder >= denominator)
    return -rounded if numerator < 0 else rounded
