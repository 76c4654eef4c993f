"""VAT rates by country and day, and the rate an amount's VAT fits."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.errors import MissingVATRateError
from fordring.domain.vat import RATES, VATRates, fitting_rate, rates_on, vat_within

ON = """
    NO  2022-01-01  2500 1500 1200 1111 0
    NO  2026-11-21  2500 1500 1200 1111 0
    SE  2026-03-31  2500 1200 600 0
    SE  2026-04-01  2500 1200 600 0
    SE  2028-01-01  2500 1200 600 0
    FI  2024-08-31  2400 1400 1000 0
    FI  2024-09-01  2550 1400 1000 0
    FI  2025-01-01  2550 1400 1000 0
    FI  2025-12-31  2550 1400 1000 0
    FI  2026-01-01  2550 1350 1000 0
"""


@pytest.mark.parametrize(("country", "day", "rates"), [line.split(maxsplit=2) for line in ON.strip().splitlines()])
def test_a_day_has_the_rates_of_its_row(country: str, day: str, rates: str) -> None:
    assert rates_on(country, date.fromisoformat(day)).rates_bp == tuple(map(int, rates.split()))


@pytest.mark.parametrize(
    ("day", "note"),
    [
        ("2026-03-31", "food at 12 %"),
        ("2026-04-01", "food at 6 % until 2027-12-31"),
        ("2027-12-31", "food at 6 % until 2027-12-31"),
        ("2028-01-01", "food at 12 % again"),
    ],
)
def test_swedish_food_moves_between_rates(day: str, note: str) -> None:
    assert rates_on("SE", date.fromisoformat(day)).note == note


@pytest.mark.parametrize(("country", "day"), [("NO", date(2021, 12, 31)), ("DK", date(2026, 1, 1))])
def test_a_day_without_a_row_is_a_loud_error(country: str, day: date) -> None:
    with pytest.raises(MissingVATRateError, match=f"{country} are known for {day}"):
        rates_on(country, day)


def test_every_row_has_a_source_and_begins_with_its_highest_rate() -> None:
    for row in RATES:
        assert row.source
        assert row.confidence in {"A", "B"}
        assert list(row.rates_bp) == sorted(row.rates_bp, reverse=True)


@pytest.mark.parametrize(
    ("gross", "rate", "vat"),
    [(12_500, 2500, 2500), (11_500, 1500, 1500), (10_000, 1111, 1000), (12_550, 2550, 2550), (-12_500, 2500, -2500)],
)
def test_vat_is_the_part_of_the_gross_amount(gross: int, rate: int, vat: int) -> None:
    assert vat_within(gross, rate) == vat


@pytest.mark.parametrize(
    ("gross", "vat", "rate"),
    [
        (12_500, 2500, 2500),
        (12_500, 2501, 2500),
        (12_500, 2499, 2500),
        (12_500, 2502, None),
        (12_500, 0, 0),
        (11_200, 1200, 1200),
        (10_000, 1000, 1111),
        (10_000, 1500, None),
        (1, 0, 2500),
    ],
)
def test_a_rate_fits_within_the_tolerance_of_rounding(gross: int, vat: int, rate: int | None) -> None:
    assert fitting_rate(gross, vat, (2500, 1500, 1200, 1111, 0), 1) == rate


@given(st.sampled_from(RATES), st.integers(10_000, 2**31 - 1), st.data())
def test_the_vat_of_a_rate_fits_that_rate(row: VATRates, gross: int, data: st.DataObject) -> None:
    rate = data.draw(st.sampled_from(row.rates_bp))
    assert fitting_rate(gross, vat_within(gross, rate), row.rates_bp, 1) == rate
