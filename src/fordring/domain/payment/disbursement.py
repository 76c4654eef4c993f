"""How what waits for a merchant is paid out: in one amount, or a payout for each invoice; what each of them costs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from fordring.domain.payment.price import NOTHING, Charge, Rates, Waiting

REFERENCE_LENGTH_MAX = 35
"""What a structured creditor reference of a credit transfer may have (ISO 20022, `CdtrRefInf/Ref`)."""

Key = TypeVar("Key")


class Disbursement(StrEnum):
    """What a merchant has chosen: a day's money as one payout, or a payout for each invoice that was paid."""

    BATCH = "batch"
    PER_INVOICE = "per_invoice"


def parcels(waiting: Mapping[Key, Waiting], rates: Rates) -> list[tuple[Sequence[Key], Charge]]:
    """The payouts of what waits by invoice, each with its invoices and what it costs; nets above zero.

    An invoice that owes something back, since money for it was taken back after its payout, is made good by as few of
    the others as it takes, the largest first: these are one payout together, the rest are one each. Nothing is paid
    while all of it would not make it good. What commission would eat waits. The costs sum to those of the whole sent as
    so many payouts.
    """
    made: list[tuple[Sequence[Key], Charge]] = []
    sent = NOTHING
    reached = Charge()
    for keys in _gathered(waiting, rates):
        with_these = sum((waiting[key] for key in keys), sent)
        whole = rates.charge(with_these, len(made) + 1)
        own = whole - reached
        if own.payable:
            made.append((keys, own))
            sent, reached = with_these, whole
    return made


def _gathered(waiting: Mapping[Key, Waiting], rates: Rates) -> Iterator[Sequence[Key]]:
    """Which invoices go together: those that make good what others owe back first, then each of the rest."""
    above = [key for key in waiting if waiting[key].minor > 0]
    payers = iter(sorted(above, key=lambda key: (-waiting[key].minor, str(key))))
    together = [key for key in waiting if waiting[key].minor <= 0]
    gathered = sum((waiting[key] for key in together), NOTHING)
    if gathered.minor < 0:
        while not rates.charge(gathered).payable:
            payer = next(payers, None)
            if payer is None:
                return
            together.append(payer)
            gathered += waiting[payer]
        yield together
    yield from ([key] for key in payers)


@dataclass(frozen=True, slots=True)
class Named:
    """What an invoice is called: `reference` is the merchant's own, empty where it was ours, `number` as printed."""

    reference: str
    number: str


def said(payout_reference: str, invoice: Named | None) -> tuple[str, str]:
    """The structured reference and the text of a payout, one of the two empty; `invoice` where it is for one alone.

    A reference goes out only where it is the merchant's own: one that we made would be refused or misread by its bank.
    """
    settlement = f"Settlement {payout_reference}"
    if invoice is None:
        return "", settlement
    if 0 < len(invoice.reference) <= REFERENCE_LENGTH_MAX:
        return invoice.reference, ""
    return "", f"{settlement} invoice {invoice.number}"
