"""Money: arithmetic within one currency, portions, and splits that lose nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.errors import CurrencyMismatchError
from fordring.domain.money import Money, divide_rounded

AMOUNTS = st.integers(-(2**40), 2**40)


def kroner(minor: int) -> Money:
    return Money(minor, "NOK")


def test_amounts_of_one_currency_add_subtract_and_compare() -> None:
    assert kroner(500) + kroner(250) == kroner(750)
    assert kroner(500) - kroner(750) == -kroner(250)
    assert kroner(1) < kroner(2) <= kroner(2)
    assert not kroner(2) < kroner(2)
    assert kroner(1)
    assert not Money.zero("NOK")


@pytest.mark.parametrize(
    ("money", "told"),
    [
        (kroner(12_345), "123.45 NOK"),
        (kroner(-5), "-0.05 NOK"),
        (kroner(0), "0.00 NOK"),
        (Money(1_200, "JPY"), "1200 JPY"),
        (Money(-7, "JPY"), "-7 JPY"),
    ],
)
def test_a_person_reads_whole_units_and_the_currency(money: Money, told: str) -> None:
    assert str(money) == told


def test_amounts_of_two_currencies_never_meet() -> None:
    for meeting in (Money.__add__, Money.__sub__, Money.__lt__, Money.__le__):
        with pytest.raises(CurrencyMismatchError, match="SEK cannot be reckoned with NOK"):
            meeting(kroner(1), Money(1, "SEK"))


@pytest.mark.parametrize(
    ("minor", "rate_bp", "portion"),
    [(10_000, 2500, 2500), (2, 2500, 1), (1, 2500, 0), (-2, 2500, -1), (10_000, 1111, 1111), (0, 2500, 0)],
)
def test_a_portion_is_rounded_half_away_from_zero(minor: int, rate_bp: int, portion: int) -> None:
    assert kroner(minor).portion(rate_bp) == kroner(portion)


@pytest.mark.parametrize(
    ("numerator", "denominator", "quotient"),
    [(5, 10, 1), (4, 10, 0), (-5, 10, -1), (-4, 10, 0), (15, 10, 2), (7, 1, 7), (-25, 10, -3), (0, 3, 0)],
)
def test_a_quotient_is_rounded_half_away_from_zero(numerator: int, denominator: int, quotient: int) -> None:
    assert divide_rounded(numerator, denominator) == quotient


@pytest.mark.parametrize(
    ("minor", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (100, [1, 2, 1], [25, 50, 25]),
        (101, [1, 2, 2], [20, 41, 40]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (5, [0, 1], [0, 5]),
        (0, [3, 4], [0, 0]),
    ],
)
def test_a_split_gives_its_remainder_to_the_first_largest(minor: int, weights: list[int], parts: list[int]) -> None:
    assert [part.minor for part in kroner(minor).split(weights)] == parts


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [3, -1]])
def test_a_split_needs_weights(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="a split needs weights"):
        kroner(1).split(weights)


@given(AMOUNTS, st.lists(st.integers(0, 10**9), min_size=1, max_size=8).filter(any))
def test_the_parts_of_a_split_sum_to_the_whole(minor: int, weights: list[int]) -> None:
    parts = kroner(minor).split(weights)
    assert sum((part.minor for part in parts), start=0) == minor
    assert all(part.minor * minor >= 0 for part in parts)


@given(AMOUNTS, st.integers(1, 10**6))
def test_a_rounded_quotient_is_never_off_by_more_than_half(numerator: int, denominator: int) -> None:
    assert 2 * abs(divide_rounded(numerator, denominator) * denominator - numerator) <= denominator
