"""One resolved settlement report: everything its renderers write, with nothing left to look up.

Amounts are integers of minor units in the report's currency. Days are the merchant's own. Texts are raw; each renderer
makes them safe for its own format.
"""

from dataclasses import dataclass
from datetime import date

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.formats.documents.model import DEFAULT_COLOUR, Language


@dataclass(frozen=True, slots=True)
class Payee:
    """The merchant that was paid, of which country: `account_id` is its public id, `payout_account` where it went."""

    name: str
    organization_number: str
    account_id: str
    payout_account: str
    country: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One amount that was paid out: principal of a transaction, or costs and claims without one (their ids are None).

    `amount_minor` is below zero where it was taken back. `fee_minor` is its part of the fee, `vat_minor` the VAT
    within the amount. A test's line may have no claim yet.
    """

    paid_on: date
    amount_minor: int
    fee_minor: int
    vat_minor: int
    claim_number: int | None = None
    invoice_number: str | None = None
    transaction_id: str | None = None
    session_id: str | None = None
    event_id: str | None = None
    merchant_reference: str | None = None
    merchant_reference_2: str | None = None

    @property
    def capture_minor(self) -> int:
        """What came in."""
        return max(self.amount_minor, 0)

    @property
    def refund_minor(self) -> int:
        """What was taken back."""
        return max(-self.amount_minor, 0)

    @property
    def net_minor(self) -> int:
        """What the merchant got of it."""
        return self.amount_minor - self.fee_minor


@dataclass(frozen=True, slots=True)
class InvoicedBalance:
    """What the merchant owed `as_of` a day, and was invoiced for instead: it is in no sum of the report."""

    as_of: date
    amount_minor: int
    invoice_number: str
    claim_number: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of a report's lines; `net_minor` is what was paid out."""

    capture_minor: int
    refund_minor: int
    fee_minor: int
    net_minor: int
    vat_minor: int


@dataclass(frozen=True, slots=True)
class SettlementReport:
    """What one payout was made of. The fee is the commission and the VAT on it.

    A `test` is of no money at all, `sandbox` of played money. `invoiced` is what the merchant was invoiced for since
    its payout before. Raises InvalidCommandError where the lines do not bear the fee exactly.
    """

    settlement_id: str
    provider_reference: str
    language: Language
    payee: Payee
    currency: str
    settled_on: date
    lines: tuple[ReportLine, ...]
    commission_minor: int
    commission_vat_minor: int
    sandbox: bool = False
    test: bool = False
    colour: str = DEFAULT_COLOUR
    invoiced: tuple[InvoicedBalance, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a report whose lines do not add up."""
        if sum(line.fee_minor for line in self.lines) != self.fee_minor:
            raise InvalidCommandError(FieldProblem("lines", "do not bear the fee exactly"))

    @property
    def data_from(self) -> date:
        """The day of its first payment."""
        return min(line.paid_on for line in self.lines)

    @property
    def data_to(self) -> date:
        """The day of its last payment."""
        return max(line.paid_on for line in self.lines)

    @property
    def fee_minor(self) -> int:
        """What the operator kept."""
        return self.commission_minor + self.commission_vat_minor

    @property
    def totals(self) -> Totals:
        """The sums of the lines."""
        return Totals(
            capture_minor=sum(line.capture_minor for line in self.lines),
            refund_minor=sum(line.refund_minor for line in self.lines),
            fee_minor=self.fee_minor,
            net_minor=sum(line.net_minor for line in self.lines),
            vat_minor=sum(line.vat_minor for line in self.lines),
        )
