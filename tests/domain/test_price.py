"""What is kept of a payout, to the øre."""

from datetime import date

import pytest

from fordring.domain.errors import InvalidCommandError, MissingVATRateError
from fordring.domain.payment.price import Charge, PriceRule, Rates, Waiting, check_rates, price_on, standard_vat_bp

OPENING = Rates(200, 2_500)
SPRING, AUTUMN = PriceRule(date(2026, 4, 1), Rates(150, 2_500)), PriceRule(date(2026, 9, 1), Rates(100, 2_500, 500))


@pytest.mark.parametrize(
    ("rates", "waiting", "payouts", "expected"),
    [
        (Rates(), Waiting(100, 1), 1, Charge(100, 0, 0)),
        (Rates(250, 2_500), Waiting(100_000, 4), 1, Charge(100_000, 2_500, 625)),
        (Rates(250, 2_500), Waiting(20, 1), 1, Charge(20, 1, 0)),  # 0.5 rounds away from zero, 0.25 down
        (Rates(0, 2_550, 490), Waiting(10_000, 3), 1, Charge(10_000, 1_470, 375)),  # 374.85
        (Rates(0, 2_500, 0, 2_900), Waiting(10_000, 3), 2, Charge(10_000, 5_800, 1_450)),
        (Rates(100, 2_500, 100, 1_000), Waiting(10_000, 2), 1, Charge(10_000, 1_300, 325)),
    ],
)
def test_a_price_is_a_share_and_fixed_amounts_and_vat_on_their_sum(
    rates: Rates, waiting: Waiting, payouts: int, expected: Charge
) -> None:
    assert rates.charge(waiting, payouts) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-03-31", OPENING),
        ("2026-04-01", SPRING.rates),
        ("2026-08-31", SPRING.rates),
        ("2026-09-01", AUTUMN.rates),
        ("2030-01-01", AUTUMN.rates),
    ],
)
def test_a_price_holds_until_the_day_before_the_next(day: str, expected: Rates) -> None:
    assert price_on(date.fromisoformat(day), [AUTUMN, SPRING], OPENING) == expected


def test_the_vat_is_the_standard_rate_of_the_operators_country_that_day() -> None:
    assert standard_vat_bp("NO", date(2026, 11, 1)) == 2_500
    assert [standard_vat_bp("FI", date(2024, month, 1)) for month in (8, 9)] == [2_400, 2_550]
    with pytest.raises(MissingVATRateError):
        standard_vat_bp("NO", date(2000, 1, 1))


def test_what_makes_no_price_is_refused_field_by_field() -> None:
    with pytest.raises(InvalidCommandError) as refused:
        check_rates(Rates(10_001, -1, -1, -1))
    assert {problem.field for problem in refused.value.problems} == {
        "commission_bp",
        "vat_bp",
        "per_payment_minor",
        "per_payout_minor",
    }
    check_rates(Rates(10_000, 2_500, 1, 1))
