"""VAT rates of Norway, Sweden and Finland: dated rows with their source, and the row that holds on a day.

A row holds until the day before the country's next row. The table begins in 2022, which is no statement about the law
of that day; earlier days have no rates, which is an error.
"""

from dataclasses import dataclass
from datetime import date

from fordring.domain.errors import MissingVATRateError
from fordring.domain.money import BASIS_POINTS, divide_rounded


@dataclass(frozen=True, slots=True)
class VATRates:
    """The rates of a country from a day on, in basis points, the standard rate first.

    `confidence`: A the law or an authority was read, B a good secondary source, M from memory. `note` says what moved
    between rates where the rates themselves stay.
    """

    country: str
    valid_from: date
    rates_bp: tuple[int, ...]
    confidence: str
    source: str
    note: str = ""


_NO_SOURCE = "EHF Billing 3.0, description/mva (25, 15, 12, 0); 11.11 for raw fish"
_SE_SOURCE = "Prop. 2025/26:55"

RATES = (
    VATRates("NO", date(2022, 1, 1), (2500, 1500, 1200, 1111, 0), "A", _NO_SOURCE),
    VATRates("SE", date(2022, 1, 1), (2500, 1200, 600, 0), "A", _SE_SOURCE, "food at 12 %"),
    VATRates("SE", date(2026, 4, 1), (2500, 1200, 600, 0), "A", _SE_SOURCE, "food at 6 % until 2027-12-31"),
    VATRates("SE", date(2028, 1, 1), (2500, 1200, 600, 0), "A", _SE_SOURCE, "food at 12 % again"),
    VATRates("FI", date(2022, 1, 1), (2400, 1400, 1000, 0), "A", "vero.fi: 24 until 2024-08-31; HE 93/2025: 14 before"),
    VATRates("FI", date(2024, 9, 1), (2550, 1400, 1000, 0), "A", "vero.fi"),
    VATRates("FI", date(2025, 1, 1), (2550, 1400, 1000, 0), "B", "relion.fi", "most of what was at 10 % is at 14 %"),
    VATRates("FI", date(2026, 1, 1), (2550, 1350, 1000, 0), "A", "HE 93/2025; relion.fi"),
)


def rates_on(country: str, day: date) -> VATRates:
    """The rates of the country on the day of supply. Raises MissingVATRateError where no row holds."""
    rows = [row for row in RATES if row.country == country and row.valid_from <= day]
    if not rows:
        raise MissingVATRateError(country, day)
    return max(rows, key=lambda row: row.valid_from)


def vat_within(gross_minor: int, rate_bp: int) -> int:
    """The VAT in an amount that includes it, in minor units, rounded half away from zero."""
    return divide_rounded(gross_minor * rate_bp, BASIS_POINTS + rate_bp)


def fitting_rate(gross_minor: int, vat_minor: int, rates_bp: tuple[int, ...], tolerance_minor: int) -> int | None:
    """The rate whose VAT on the amount comes nearest to the VAT given, within the tolerance of rounding; else None.

    Of rates equally near, the first, so that a table with the standard rate in front prefers it.
    """
    distance, _, rate_bp = min(
        (abs(vat_within(gross_minor, rate_bp) - vat_minor), place, rate_bp) for place, rate_bp in enumerate(rates_bp)
    )
    return rate_bp if distance <= tolerance_minor else None
