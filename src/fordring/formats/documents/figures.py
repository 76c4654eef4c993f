"""Amounts, quantities, rates and days as a language writes them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Self

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from fordring.domain.money import MINOR_DIGITS
from fordring.formats.documents.texts.words import Words

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MINUS, HYPHEN = "\N{MINUS SIGN}", "-"
RATE_DECIMALS = 2
CODE_BEFORE_FIGURE = re.compile(r"(?<=[A-Z])(?=[0-9])")
"""A code that stands before its figure is set apart from it, as CLDR asks (UTS 35, currency spacing)."""

NEIGHBOURS_KRONE = re.compile("[ND]kr")
"""What Swedish calls Norway's krone and Denmark's; forms of banks, and every other language here, have the code."""
KEPT_MAX = 4_096
MAGNITUDE_MAX = 15  # a quantity beyond is no quantity, and would fill pages with zeros


@dataclass(frozen=True, slots=True)
class Figures:
    """Writes figures in one language and currency; groups of thousands are kept together by no-break spaces.

    What is below zero bears a minus sign; an e-mail, which is copied from, has a hyphen (`typed`).
    """

    words: Words
    currency: str
    minus: str = MINUS

    @classmethod
    def typed(cls, words: Words, currency: str) -> Self:
        """The same as they are typed, which other programs read back."""
        return cls(words, currency, HYPHEN)

    def amount(self, minor: int) -> str:
        """An amount without its currency: `12 345,00`."""
        return self._signed(_amount(minor, MINOR_DIGITS.get(self.currency, 2), self.words.locale))

    def money(self, minor: int) -> str:
        """An amount with its currency, placed as the language does: `12 345,00 kr`, `€12,345.00`, `NOK 12,345.00`."""
        return self._signed(_money(minor, self.currency, self.words.locale))

    def quantity(self, text: str) -> str:
        """A quantity of decimal text; text that is no number is shown as it stands."""
        try:
            number = Decimal(text)
        except InvalidOperation:
            return text
        if not number.is_finite() or abs(number.adjusted()) > MAGNITUDE_MAX:
            return text
        return self._signed(format_decimal(number, format="#,##0.######", locale=self.words.locale))

    def rate(self, rate_bp: int, decimals: int = 0) -> str:
        """A rate in basis points as a percentage, of no fewer decimals: 2550 is `25,5 %`."""
        pattern = f"0.{'0' * decimals}{'#' * (RATE_DECIMALS - decimals)}"
        figure = format_decimal(Decimal(rate_bp).scaleb(-RATE_DECIMALS), format=pattern, locale=self.words.locale)
        return self.words.percent.format(figure)

    def day(self, day: date) -> str:
        """A day in the order and with the separators of the language's invoices."""
        return _day(day, self.words.day_pattern, self.words.locale)

    def _signed(self, figure: str) -> str:
        return figure.replace(HYPHEN, self.minus, 1)


def rate_decimals(rates_bp: Iterable[int]) -> int:
    """How many decimals the rates of one column need, so that they stand under each other: of 1200 and 1225 two."""
    return max((0 if not rate % 100 else 1 if not rate % 10 else RATE_DECIMALS for rate in rates_bp), default=0)


# A figure stands several times in one document and its mail, and a day in many of them.
@lru_cache(KEPT_MAX)
def _amount(minor: int, digits: int, locale: str) -> str:
    pattern = f"#,##0.{'0' * digits}" if digits else "#,##0"
    return format_decimal(Decimal(minor).scaleb(-digits), format=pattern, locale=locale)


@lru_cache(KEPT_MAX)
def _money(minor: int, currency: str, locale: str) -> str:
    amount = Decimal(minor).scaleb(-MINOR_DIGITS.get(currency, 2))
    written = CODE_BEFORE_FIGURE.sub(NO_BREAK_SPACE, format_currency(amount, currency, locale=locale))
    return NEIGHBOURS_KRONE.sub(currency, written)


@lru_cache(KEPT_MAX)
def _day(day: date, pattern: str, locale: str) -> str:
    return format_date(day, format=pattern, locale=locale)
