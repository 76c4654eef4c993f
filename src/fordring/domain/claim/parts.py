"""The three parts of a claim, always kept apart: principal, fees and interest."""

from collections.abc import Iterator
from enum import StrEnum

from fordring.domain.plentiful import plentiful


class Part(StrEnum):
    """One of the three parts."""

    PRINCIPAL = "principal"
    FEES = "fees"
    INTEREST = "interest"


PARTS = tuple(Part)


@plentiful(frozen=True, slots=True)
class Parts:
    """Amounts in minor units of one currency, one per part; `fees_operator` of the fees are the operator's."""

    principal: int = 0
    fees: int = 0
    interest: int = 0
    fees_operator: int = 0

    @property
    def total(self) -> int:
        """The three together."""
        return self.principal + self.fees + self.interest

    def of(self, part: Part) -> int:
        """The amount of one part."""
        amount: int = getattr(self, part)
        return amount

    def within(self, limit: "Parts") -> "Parts":
        """No more of each than `limit` has; of the fees the merchant's and the operator's apart."""
        operators = min(self.fees_operator, limit.fees_operator)
        merchants = min(self.fees - self.fees_operator, limit.fees - limit.fees_operator)
        return Parts(
            min(self.principal, limit.principal), merchants + operators, min(self.interest, limit.interest), operators
        )

    def __iter__(self) -> Iterator[tuple[Part, int]]:
        return zip(PARTS, (self.principal, self.fees, self.interest), strict=True)

    def __add__(self, other: "Parts") -> "Parts":
        return Parts(
            self.principal + other.principal,
            self.fees + other.fees,
            self.interest + other.interest,
            self.fees_operator + other.fees_operator,
        )

    def __sub__(self, other: "Parts") -> "Parts":
        return Parts(
            self.principal - other.principal,
            self.fees - other.fees,
            self.interest - other.interest,
            self.fees_operator - other.fees_operator,
        )

    def __neg__(self) -> "Parts":
        return Parts(-self.principal, -self.fees, -self.interest, -self.fees_operator)


NOTHING = Parts()
"""Nothing of any part."""
