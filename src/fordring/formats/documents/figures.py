"""Amounts, quantities, rates and days as a language writes them."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from fordring.domain.money import MINOR_DIGITS
from fordring.formats.documents.texts.words import Words

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
CODE_BEFORE_FIGURE = re.compile(r"(?<=[A-Z])(?=[0-9])")
"""A code that stands before its figure is set apart from it, as CLDR asks (UTS 35, currency spacing)."""

MAGNITUDE_MAX = 15  # a quantity beyond is no quantity, and would fill pages with zeros


@dataclass(frozen=True, slots=True)
class Figures:
    """Writes figures in one language and currency; groups of thousands are kept together by no-break spaces."""

    words: Words
    currency: str

    def amount(self, minor: int) -> str:
        """An amount without its currency: `12 345,00`."""
        digits = MINOR_DIGITS.get(self.currency, 2)
        pattern = f"#,##0.{'0' * digits}" if digits else "#,##0"
        return format_decimal(Decimal(minor).scaleb(-digits), format=pattern, locale=self.words.locale)

    def money(self, minor: int) -> str:
        """An amount with its currency, placed as the language does: `12 345,00 kr`, `€12,345.00`, `NOK 12,345.00`."""
        digits = MINOR_DIGITS.get(self.currency, 2)
        written = format_currency(Decimal(minor).scaleb(-digits), self.currency, locale=self.words.locale)
        return CODE_BEFORE_FIGURE.sub(NO_BREAK_SPACE, written)

    def quantity(self, text: str) -> str:
        """A quantity of decimal text; text that is no number is shown as it stands."""
        try:
            number = Decimal(text)
        except InvalidOperation:
            return text
        if not number.is_finite() or abs(number.adjusted()) > MAGNITUDE_MAX:
            return text
        return format_decimal(number, format="#,##0.######", locale=self.words.locale)

    def rate(self, rate_bp: int) -> str:
        """A VAT rate in basis points as a percentage: 2550 is `25,5 %`."""
        figure = format_decimal(Decimal(rate_bp).scaleb(-2), format="0.##", locale=self.words.locale)
        return self.words.percent.format(figure)

    def day(self, day: date) -> str:
        """A day in the order and with the separators of the language's invoices."""
        return format_date(day, format=self.words.day_pattern, locale=self.words.locale)
