"""How what waits for a merchant is paid out: in one amount, or a payout for each invoice; what each of them costs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from fordring.domain.money import BASIS_POINTS, divide_rounded

REFERENCE_LENGTH_MAX = 35
"""What a structured creditor reference of a credit transfer may have (ISO 20022, `CdtrRefInf/Ref`)."""

Key = TypeVar("Key")


class Disbursement(StrEnum):
    """What a merchant has chosen: a day's money as one payout, or a payout for each invoice that was paid."""

    BATCH = "batch"
    PER_INVOICE = "per_invoice"


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
class Rates:
    """The commission and the VAT on it, in basis points."""

    commission_bp: int = 0
    vat_bp: int = 0

    def charge(self, gross_minor: int) -> Charge:
        """What is kept of a gross amount, each rounded half away from zero."""
        commission = divide_rounded(gross_minor * self.commission_bp, BASIS_POINTS)
        return Charge(gross_minor, commission, divide_rounded(commission * self.vat_bp, BASIS_POINTS))


def parcels(waiting: Mapping[Key, int], rates: Rates) -> list[tuple[Sequence[Key], Charge]]:
    """The payouts of what waits by invoice (minor units), each with its invoices and what it costs; nets above zero.

    An invoice that owes something back, since money for it was taken back after its payout, is made good by as few of
    the others as it takes, the largest first: these are one payout together, the rest are one each. Nothing is paid
    while all of it would not make it good. What commission would eat waits. The costs sum to those of the whole.
    """
    made = []
    reached = Charge()
    for keys in _gathered(waiting, rates):
        whole = rates.charge(reached.gross_minor + sum(waiting[key] for key in keys))
        own = whole - reached
        if own.payable:
            made.append((keys, own))
            reached = whole
    return made


def _gathered(waiting: Mapping[Key, int], rates: Rates) -> Iterator[Sequence[Key]]:
    """Which invoices go together: those that make good what others owe back first, then each of the rest."""
    payers = iter(sorted((key for key in waiting if waiting[key] > 0), key=lambda key: (-waiting[key], str(key))))
    together = [key for key in waiting if waiting[key] <= 0]
    gross = sum(waiting[key] for key in together)
    if gross < 0:
        while not rates.charge(gross).payable:
            payer = next(payers, None)
            if payer is None:
                return
            together.append(payer)
            gross += waiting[payer]
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
