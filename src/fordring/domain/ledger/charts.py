"""The accounts that a settlement is booked on in a merchant's own books: its country's usual chart, or its own.

The numbers are those of the charts in common use (Norway NS 4102, Sweden BAS, Finland's Liikekirjuri); no law fixes
them, and a merchant's setting `ledger_accounts` puts its own in their place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Chart:
    """Account numbers, as texts: bank, customers, income from fees and from interest, cost of commission, input VAT."""

    bank: str
    receivable: str
    fees: str
    interest: str
    commission: str
    vat: str


CHARTS = {
    "NO": Chart(bank="1920", receivable="1500", fees="3900", interest="8050", commission="6790", vat="2710"),
    "SE": Chart(bank="1930", receivable="1510", fees="3590", interest="8313", commission="6062", vat="2641"),
    "FI": Chart(bank="1910", receivable="1700", fees="3980", interest="9150", commission="8580", vat="1763"),
}
ACCOUNTS = tuple(field.name for field in fields(Chart))


def chart_of(country: str, chosen: Mapping[str, Any] | None) -> Chart:
    """The country's chart with the accounts that the merchant chose in place of it; what it left empty stays."""
    own = {name: str(number) for name, number in (chosen or {}).items() if name in ACCOUNTS and number}
    return replace(CHARTS[country], **own)
