"""Amounts and days as ISO 20022 writes them: exact, and back again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.money import MINOR_DIGITS, Money
from fordring.formats.banking.figures import read_money, write_amount

AMOUNTS = st.builds(Money, st.integers(0, 10**15 - 1), st.sampled_from(sorted(MINOR_DIGITS)))


@given(AMOUNTS)
def test_an_amount_survives_writing_and_reading(amount: Money) -> None:
    assert read_money(write_amount(amount), amount.currency) == amount


@given(AMOUNTS, st.integers(0, 5))
def test_zeros_behind_an_amount_change_nothing(amount: Money, zeros: int) -> None:
    text = write_amount(amount)
    assert read_money((text if "." in text else f"{text}.") + "0" * zeros, amount.currency) == amount


@given(AMOUNTS, st.integers(1, 9))
def test_a_digit_beyond_the_currency_is_refused(amount: Money, digit: int) -> None:
    text = write_amount(amount)
    with pytest.raises(ValueError, match="more decimals"):
        read_money((text if "." in text else f"{text}.") + str(digit), amount.currency)


@given(st.text(max_size=8))
def test_whole_numbers_are_amounts_and_words_are_none(text: str) -> None:
    if text.isascii() and text.isdigit():
        assert read_money(text, "NOK") == Money(int(text) * 100, "NOK")
    elif not any(character in "0123456789" for character in text):
        with pytest.raises(ValueError, match="is not an amount"):
            read_money(text, "NOK")


def test_an_amount_larger_than_any_bank_moves_is_refused() -> None:
    assert read_money("9" * 15, "JPY") == Money(10**15 - 1, "JPY")
    with pytest.raises(ValueError, match="is not an amount"):
        read_money("1" + "0" * 15, "JPY")
