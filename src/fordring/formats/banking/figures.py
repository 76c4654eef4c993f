"""Amounts and dates as ISO 20022 writes them: exact minor units, local bank dates, no float and no zones."""

import re
from datetime import date
from functools import lru_cache

from fordring.domain.money import MINOR_DIGITS, Money

_AMOUNT = re.compile(r"\+?([0-9]{1,15})(?:\.([0-9]{0,17}))?", re.ASCII)
DATE_LENGTH = len("2026-11-21")


def read_money(text: str, currency: str) -> Money:
    """The amount `text` in `currency`: `6256.7` EUR is 625 670 cents.

    More decimals than the currency has are accepted as zeros only (bank-files, section 6, trap 13). Raises ValueError
    with a sentence: no number, negative, over 15 whole digits, decimals that are money, or a currency we do not keep.
    """
    digits = MINOR_DIGITS.get(currency)
    if digits is None:
        raise ValueError(f"currency {currency[:10]!r} is not one we keep amounts in")
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise ValueError(f"{text[:40]!r} is not an amount")
    whole, fraction = match.groups("")
    if len(fraction) == digits:
        return Money(int(whole + fraction), currency)
    if fraction[digits:].strip("0"):
        raise ValueError(f"{text[:40]} has more decimals than {currency}")
    return Money(int(whole + fraction[:digits].ljust(digits, "0")), currency)


def write_amount(amount: Money) -> str:
    """The decimal text of an amount with all decimals of its currency: 1 234 øre is `12.34`. Not for negative ones."""
    digits = MINOR_DIGITS[amount.currency]
    text = str(amount.minor).rjust(digits + 1, "0")
    return f"{text[:-digits]}.{text[-digits:]}" if digits else text


@lru_cache(maxsize=256)
def read_date(text: str) -> date:
    """The day in `2026-11-21`, `2026-11-21+01:00` or `2026-11-21T23:59:59.123456789+01:00`.

    The day is the bank's local one, so the zone is dropped and nothing is moved to UTC (trap 16). Raises ValueError.
    """
    return date.fromisoformat(text[:DATE_LENGTH])
