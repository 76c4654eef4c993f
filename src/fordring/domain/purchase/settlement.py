"""How much of a purchase has reached the merchant, told in one word."""

from enum import StrEnum


class SettlementStatus(StrEnum):
    """Where the money of a purchase stands on its way to the merchant."""

    NOT_SETTLED = "not_settled"
    PENDING = "pending"
    PARTIALLY_SETTLED = "partially_settled"
    SETTLED = "settled"


def settlement_status(
    amount_minor: int, captured_minor: int, voided_minor: int, pending_minor: int, settled_minor: int
) -> SettlementStatus:
    """None: not settled. In a file: pending. All captured and nothing more can come: settled. Else partially settled.

    `pending_minor` is principal in a payout file that the bank has not confirmed; `settled_minor` is confirmed.
    """
    if pending_minor:
        return SettlementStatus.PENDING
    if not settled_minor:
        return SettlementStatus.NOT_SETTLED
    still_open = captured_minor + voided_minor < amount_minor
    if settled_minor < captured_minor or still_open:
        return SettlementStatus.PARTIALLY_SETTLED
    return SettlementStatus.SETTLED
