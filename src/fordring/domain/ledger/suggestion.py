"""How a settlement can be booked in the merchant's own books: balanced lines on its own accounts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fordring.domain.ledger.charts import Chart
from fordring.domain.payment.fees import fee_shares
from fordring.domain.payment.price import Charge


@dataclass(frozen=True, slots=True)
class Collected:
    """What of a claim is in a payout, in minor units; below nothing where it was owed back.

    `own_id` and `number` are what the merchant calls it.
    """

    claim_no: int
    own_id: str | None
    number: str | None
    principal: int
    fees: int
    interest: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.principal + self.fees + self.interest


@dataclass(frozen=True, slots=True)
class Borne:
    """What of the commission and of its VAT a claim bears."""

    commission: int
    vat: int


@dataclass(frozen=True, slots=True)
class SuggestedLine:
    """A line: debit above zero, credit below. `part` is the account's name in the chart; `of` the claim it is about."""

    part: str
    account: str
    minor: int
    of: Collected | None = None


def borne(collected: Sequence[Collected], charge: Charge) -> list[Borne]:
    """What each claim bears of a payout's costs, in their order; the shares sum to them exactly."""
    totals = [each.total for each in collected]
    costs = zip(fee_shares(totals, charge.commission_minor), fee_shares(totals, charge.vat_minor), strict=True)
    return [Borne(commission, vat) for commission, vat in costs]


def suggested(
    collected: Sequence[Collected], charge: Charge, chart: Chart, *, deducts_vat: bool
) -> tuple[SuggestedLine, ...]:
    """The lines; debits equal credits. Whoever does not deduct VAT has it in the cost of the commission."""
    return tuple(line for line in _lines(collected, charge, chart, deducts_vat=deducts_vat) if line.minor)


def _lines(
    collected: Sequence[Collected], charge: Charge, chart: Chart, *, deducts_vat: bool
) -> Iterator[SuggestedLine]:
    kept = 0 if deducts_vat else charge.vat_minor
    yield SuggestedLine("bank", chart.bank, charge.net_minor)
    yield SuggestedLine("commission", chart.commission, charge.commission_minor + kept)
    yield SuggestedLine("vat", chart.vat, charge.vat_minor - kept)
    for each in collected:
        yield SuggestedLine("receivable", chart.receivable, -each.principal, each)
        yield SuggestedLine("fees", chart.fees, -each.fees, each)
        yield SuggestedLine("interest", chart.interest, -each.interest, each)
