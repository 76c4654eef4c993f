"""Figures between two worlds: major-unit decimals out there, integers of minor units in here; times and texts."""

from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from fordring.domain.money import MINOR_DIGITS

CENTS = 2
DIGITS_ENOUGH = 200
EXACT = Context(prec=DIGITS_ENOUGH, rounding=ROUND_HALF_UP)
WHOLE = Decimal(1)


def minor_of(amount: Decimal, currency: str) -> int:
    """An amount of major units in minor ones, rounded half away from zero; two digits for a currency not known here."""
    return rounded(EXACT.scaleb(amount, MINOR_DIGITS.get(currency, CENTS)))


def rounded(number: Decimal) -> int:
    """The nearest integer, half away from zero."""
    return int(EXACT.quantize(number, WHOLE))


def line_total(unit_price: Decimal, count: Decimal, discount_in_percent: Decimal) -> Decimal:
    """Price times count less the discount, exact."""
    with localcontext(EXACT):
        return unit_price * count * (100 - discount_in_percent) / 100


def discount_of(total: Decimal, unit_price: Decimal | None, count: Decimal, discount_in_percent: Decimal) -> Decimal:
    """What a discount has taken off a line's total, exact; nothing where the total is not less by it."""
    with localcontext(EXACT):
        if not discount_in_percent:
            return Decimal(0)
        if unit_price is not None:
            before = unit_price * count
        else:
            left = 100 - discount_in_percent
            before = total * 100 / left if left else total
        off = before - total
        return off if off * before > 0 else Decimal(0)


def plain(number: Decimal) -> str:
    """The number as exact decimal text without exponent, superfluous zeros or a negative zero."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def major(minor: int, currency: str) -> int | float:
    """Minor units as a JSON number of major units: 12550 is 125.5, 12500 is 125."""
    return shown(Decimal(minor).scaleb(-MINOR_DIGITS.get(currency, CENTS)))


def percent(rate_bp: int) -> int | float:
    """Basis points as a JSON number of percent: 2550 is 25.5."""
    return shown(Decimal(rate_bp).scaleb(-CENTS))


def basis_points(percentage: Decimal) -> int:
    """Percent in basis points, rounded half away from zero."""
    return rounded(EXACT.scaleb(percentage, CENTS))


def shown(number: Decimal | str) -> int | float:
    """A decimal as a JSON number."""
    exact = Decimal(number)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def time_text(at: datetime) -> str:
    """UTC without its zone, with seven decimals, as clients of this API expect times."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}0"
