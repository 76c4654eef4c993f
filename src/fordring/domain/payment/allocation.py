"""Which part of a claim a payment covers first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fordring.domain.claim.parts import PARTS, Part, Parts

COSTS_FIRST = (Part.FEES, Part.INTEREST, Part.PRINCIPAL)
PRINCIPAL_FIRST = (Part.PRINCIPAL, Part.INTEREST, Part.FEES)

DEFAULT_ORDER: Mapping[tuple[str, bool], Sequence[Part]] = {
    # (country, payer is a business): nordic-rules.md §§ 2.1-2.3, "payment order"
    ("NO", True): COSTS_FIRST,
    ("NO", False): COSTS_FIRST,
    ("SE", True): COSTS_FIRST,
    ("SE", False): COSTS_FIRST,
    ("FI", True): COSTS_FIRST,
    ("FI", False): PRINCIPAL_FIRST,  # consumer collection: the claim first, costs last
}


@dataclass(frozen=True, slots=True)
class Allocation:
    """What one payment covers, and what is too much."""

    covered: Parts
    surplus: int


def allocate(amount: int, outstanding: Parts, order: Sequence[Part]) -> Allocation:
    """Fill the parts in `order` until the money or the claim ends. Minor units; covered + surplus is the amount.

    Of the fees the merchant's are covered before the operator's.
    """
    rest = amount
    covered = dict.fromkeys(PARTS, 0)
    for part in order:
        covered[part] = min(rest, outstanding.of(part))
        rest -= covered[part]
    merchants = outstanding.fees - outstanding.fees_operator
    operators = max(0, covered[Part.FEES] - merchants)
    return Allocation(Parts(covered[Part.PRINCIPAL], covered[Part.FEES], covered[Part.INTEREST], operators), rest)
