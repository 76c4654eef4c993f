"""What the fee of a payout costs each of its lines."""

from collections.abc import Sequence

from fordring.domain.money import divide_rounded


def fee_shares(amounts_minor: Sequence[int], fee_minor: int) -> list[int]:
    """The fee over the lines pro rata, in their order; the shares sum to it exactly, each within one of its own part.

    A line bears what the rounded share of the running total grows by, so that amounts taken back bear less than
    nothing. Raises ValueError where the amounts do not sum to more than nothing.
    """
    gross = sum(amounts_minor)
    if gross <= 0:
        raise ValueError(f"a payout of {gross} has no fee to share")
    shares = []
    reached = charged = 0
    for amount in amounts_minor:
        reached += amount
        due = divide_rounded(fee_minor * reached, gross)
        shares.append(due - charged)
        charged = due
    return shares
