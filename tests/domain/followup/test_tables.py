"""The tables of figures: what they say is what the reference says, by its seeding rule; and how they are read."""

from datetime import date, timedelta

import pytest

from fordring.domain.errors import UnsupportedCountryError, UnusableRuleError
from fordring.domain.followup.figures import Figure, Item, Payer, Row, Standing, Unit
from fordring.domain.followup.items import MEANINGS, UNITS
from fordring.domain.followup.overview import laws_told, overview
from fordring.domain.followup.reading import figure_of, rows_of, words_of
from fordring.domain.followup.rulebook import rulebook, seeded
from fordring.domain.followup.tables.laws import LAWS

CONSUMER, BUSINESS = Payer.CONSUMER, Payer.BUSINESS

COVERAGE = """
NO late_interest    2019-06-30 missing
NO late_interest    2019-07-01 verified
NO late_interest    2024-06-30 verified
NO late_interest    2024-07-01 unverified
NO late_interest    2024-12-31 unverified
NO late_interest    2025-01-01 verified
NO late_interest    2025-06-30 verified
NO late_interest    2025-07-01 unverified
NO late_interest    2026-12-31 unverified
NO late_interest    2027-01-01 missing
NO collection_rate  2016-12-31 missing
NO collection_rate  2017-01-01 verified
NO collection_rate  2025-12-31 verified
NO collection_rate  2026-01-01 unverified
NO reminder_fee     2026-01-01 unverified
SE late_interest    2019-06-30 missing
SE late_interest    2019-07-01 verified
SE late_interest    2026-06-30 verified
SE late_interest    2026-07-01 missing
FI late_interest    2019-12-31 missing
FI late_interest    2020-01-01 verified
FI late_interest    2025-06-30 verified
FI late_interest    2025-07-01 unverified
FI late_interest    2026-01-01 verified
FI late_interest    2026-06-30 verified
FI late_interest    2026-07-01 missing
"""
"""The table under the seeding rule of the reference, § 0.2, as days at its edges."""


@pytest.mark.parametrize("line", COVERAGE.strip().splitlines())
def test_a_day_is_covered_as_the_seeding_rule_says(line: str) -> None:
    country, item, day, said = line.split()
    found = rulebook(country, live=False).look(Item(item), date.fromisoformat(day), BUSINESS)
    if said == "missing":
        assert found is None or found.standing is Standing.CARRIED
        with pytest.raises(UnusableRuleError, match=f"{country} {item} .* on {day}: no row holds that day"):
            rulebook(country, live=True).find(Item(item), date.fromisoformat(day), BUSINESS)
    elif said == "unverified":
        assert found is not None
        assert found.standing is Standing.UNVERIFIED
        with pytest.raises(UnusableRuleError, match="not verified"):
            rulebook(country, live=True).find(Item(item), date.fromisoformat(day), BUSINESS)
    else:
        assert rulebook(country, live=True).find(Item(item), date.fromisoformat(day), BUSINESS) == found


FIGURES = """
NO late_interest        business  2019-07-01        0    925
NO late_interest        consumer  2025-12-31        0   1225
NO late_interest        consumer  2026-11-26        0   1225
NO reminder_fee         consumer  2020-09-30        0   7000
NO reminder_fee         consumer  2020-10-01        0   3500
NO notice_fee           consumer  2026-01-01        0   3800
NO own_demand_fee       consumer  2026-01-01        0  11300
NO collector_share      consumer  2026-01-01    50000   2500
NO collector_share      consumer  2026-01-01    50001   3500
NO collector_share      consumer  2026-01-01 25000001  72000
NO compensation         business  2024-06-30        0  47000
SE late_interest        consumer  2022-07-01        0    850
SE demand_fee           consumer  2026-05-01        0  18000
FI late_interest        consumer  2023-07-01        0   1100
FI late_interest        business  2023-07-01        0   1200
FI demand_fee           consumer  2026-05-01    10000   1400
FI demand_fee           consumer  2026-05-01    10001   2400
FI demand_fee           consumer  2026-05-01   100001   5000
FI demand_fee           business  2021-06-01    50001   8000
FI demand_fee           business  2022-05-01    50001   7000
FI enforceable_demand_fee business 2021-06-01   90001   5000
FI enforceable_demand_fee business 2026-06-01   90001   5000
FI demand_fee           business  2022-05-01  1000001  11000
FI total_cap            consumer  2026-05-01   100000  12000
"""


@pytest.mark.parametrize("line", FIGURES.strip().splitlines())
def test_a_figure_is_that_of_its_day_payer_and_tier(line: str) -> None:
    country, item, payer, day, principal, figure = line.split()
    found = rulebook(country, live=False).find(
        Item(item), date.fromisoformat(day), Payer(payer), principal_minor=int(principal)
    )
    assert found.value == int(figure)


def test_a_consumer_is_never_charged_the_compensation() -> None:
    for country in ("NO", "SE", "FI"):
        assert rulebook(country, live=False).look(Item.COMPENSATION, date(2026, 3, 1), CONSUMER) is None


def test_half_years_that_nobody_knows_have_no_row() -> None:
    book = rulebook("NO", live=True)
    for day in (date(2020, 1, 1), date(2021, 1, 1), date(2023, 7, 1), date(2024, 7, 1), date(2025, 7, 1)):
        with pytest.raises(UnusableRuleError):
            book.find(Item.COMPENSATION, day, BUSINESS)
        carried = rulebook("NO", live=False).find(Item.COMPENSATION, day, BUSINESS)
        assert carried.standing is Standing.CARRIED
        assert carried.row.valid_to == day - timedelta(days=1)
        assert carried.mark is not None
        assert carried.mark.startswith("NO compensation from ")


@pytest.mark.parametrize("country", ["NO", "SE", "FI"])
def test_every_row_is_one_of_a_kind_and_none_overlaps_its_like(country: str) -> None:
    rows = seeded(country)
    assert len({row.key for row in rows}) == len(rows)
    for row in rows:
        later = [other for other in rows if other.key[:4] == row.key[:4] and other.valid_from > row.valid_from]
        assert row.valid_to is None or row.valid_from <= row.valid_to
        assert all(row.valid_to is not None and row.valid_to < other.valid_from for other in later)
        assert row.source


@pytest.mark.parametrize(
    ("confidence", "verified"),
    [
        ("A", True),
        ("B", True),
        ("RUN", True),
        ("A/B", True),
        ("C", False),
        ("C x3", False),
        ("C+D", False),
        ("D", False),
        ("M", False),
        ("C+RUN", False),
    ],
)
def test_a_row_is_verified_by_every_label_it_has(confidence: str, *, verified: bool) -> None:
    row = Row("NO", Item.REMINDER_FEE, Payer.ANY, date(2026, 1, 1), None, 3800, confidence, "somebody")
    assert row.verified is verified


def test_every_item_says_what_it_counts_and_means() -> None:
    assert set(UNITS) == set(Item) == set(MEANINGS)


def test_a_verified_figure_bears_no_mark() -> None:
    row = Row("NO", Item.REMINDER_FEE, Payer.ANY, date(2026, 1, 1), None, 3800, "A", "somebody")
    assert Figure(row, Standing.VERIFIED).mark is None


def test_a_country_without_tables_is_refused() -> None:
    with pytest.raises(UnsupportedCountryError):
        rulebook("DK", live=False)


def test_the_law_of_a_day_is_a_row_too() -> None:
    assert rulebook("NO", live=True).law_on(date(2026, 3, 1)).name == "inkassoloven"
    with pytest.raises(UnusableRuleError):
        rulebook("NO", live=True).law_on(date(2016, 3, 1))
    assert {law.country for law in LAWS} == {"NO", "SE", "FI"}
    assert laws_told("NO")[0].startswith("LOV-2026-05-22-19: adopted")
    assert laws_told("SE") == ()


def test_the_overview_has_every_tier_once_and_the_days_it_holds() -> None:
    lines = overview(rulebook("FI", live=False), date(2026, 8, 1))
    told = [f"{line.row.payer} {line.figure}" for line in lines if line.row.item is Item.DEMAND_FEE]
    assert told[:3] == ["consumer 14.00 up to 100", "consumer 24.00 up to 1000", "consumer 50.00"]
    assert told[3:] == [
        f"business {fee}" for fee in ("50.00 up to 500", "70.00 up to 2500", "90.00 up to 10000", "110.00")
    ]
    [ended] = [line for line in lines if line.row.item is Item.LATE_INTEREST and line.row.payer is CONSUMER]
    assert (ended.standing, ended.days) == (Standing.CARRIED, "2026-01-01 – 2026-06-30")
    assert overview(rulebook("FI", live=False), date(2010, 1, 1)) == ()


@pytest.mark.parametrize(
    ("unit", "text", "value"),
    [
        (Unit.MINOR, "38.00", 3800),
        (Unit.MINOR, "38", 3800),
        (Unit.MINOR, "38.5", 3850),
        (Unit.BASIS_POINTS, "12.25 %", 1225),
        (Unit.BASIS_POINTS, "12.25%", 1225),
        (Unit.BASIS_POINTS, "8", 800),
        (Unit.DAYS, "14", 14),
    ],
)
def test_a_figure_is_read_by_its_unit(unit: Unit, text: str, value: int) -> None:
    assert figure_of(unit, text) == value


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        (Unit.MINOR, "38,00"),
        (Unit.MINOR, "-38"),
        (Unit.MINOR, "12 %"),
        (Unit.DAYS, "14.5"),
        (Unit.MINOR, "0.001"),
        (Unit.BASIS_POINTS, ""),
        (Unit.COUNT, "two"),
    ],
)
def test_what_is_no_figure_is_refused(unit: Unit, text: str) -> None:
    with pytest.raises(ValueError, match="is not a figure of"):
        figure_of(unit, text)


def test_figures_are_told_with_their_unit() -> None:
    told = [words_of(unit, 1405) for unit in Unit]
    assert told == ["14.05", "14.05 %", "1405 days", "1405 bank days", "1405 months", "1405", "1405"]


def test_a_line_with_too_few_cells_is_named() -> None:
    with pytest.raises(ValueError, match="has 3 cells"):
        rows_of("NO", "reminder_fee any\n    2026-01-01  -  -")
