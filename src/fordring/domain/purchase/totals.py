"""Lines, VAT and sums of an order: what was given, the lines a bill will bear, and amounts spread over VAT rates.

Amounts are minor units including VAT and discounts; rates are basis points (2500 is 25 %).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.money import BASIS_POINTS, divide_rounded
from fordring.domain.vat import fitting_rate, vat_within

AMOUNT_MAX = 2**31 - 1
ROUNDING_MINOR = 1

_AMOUNT_MIN = -(2**31)
_QUANTITY = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")


@dataclass(frozen=True, slots=True)
class GivenLine:
    """An order line as the merchant gave it. `quantity` is exact decimal text with a point; VAT may be unsaid.

    `discount_minor` has been taken off the amount already; it is told beside it.
    """

    description: str
    amount_minor: int
    quantity: str = "1"
    line_id: str = ""
    item_id: str = ""
    vat_minor: int | None = None
    vat_bp: int | None = None
    unit: str = ""
    discount_minor: int = 0


@dataclass(frozen=True, slots=True)
class GivenOrder:
    """An order as the merchant gave it: the amount to be paid, and maybe its VAT and its lines (shipping is a line)."""

    amount_minor: int
    merchant_reference: str
    vat_minor: int | None = None
    lines: tuple[GivenLine, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line of a bill: VAT and rate are known, and `line_id` is the merchant's or its place from 1."""

    line_id: str
    description: str
    quantity: str
    amount_minor: int
    vat_minor: int
    vat_bp: int
    item_id: str = ""
    unit: str = ""
    discount_minor: int = 0

    @property
    def net_minor(self) -> int:
        """The amount without VAT."""
        return self.amount_minor - self.vat_minor


@dataclass(frozen=True, slots=True)
class VATShare:
    """What is charged at one rate: `gross_minor` includes `vat_minor`."""

    rate_bp: int
    gross_minor: int
    vat_minor: int

    @property
    def net_minor(self) -> int:
        """The taxable amount."""
        return self.gross_minor - self.vat_minor


def order_problems(order: GivenOrder, *, strict: bool = False) -> tuple[FieldProblem, ...]:
    """Every field of the order that cannot be used; `order.items.0` is the first line.

    The amount is 1 to 2^31 - 1; amounts of lines may be negative (discounts) but are 32-bit integers too. `strict` also
    refuses an amount that is not the sum of the lines, where there are any.
    """
    problems = []
    if not 1 <= order.amount_minor <= AMOUNT_MAX:
        problems.append(FieldProblem("order.amount", f"must be 1 to {AMOUNT_MAX} minor units"))
    if order.vat_minor is not None and not 0 <= order.vat_minor <= AMOUNT_MAX:
        problems.append(FieldProblem("order.vat_amount", f"must be 0 to {AMOUNT_MAX} minor units"))
    for place, line in enumerate(order.lines):
        problems += [FieldProblem(f"order.items.{place}.{field}", message) for field, message in _line_problems(line)]
    total = sum(line.amount_minor for line in order.lines)
    if strict and order.lines and total != order.amount_minor:
        problems.append(FieldProblem("order.amount", f"is {order.amount_minor}, but the items sum to {total}"))
    return tuple(problems)


def bill_lines(order: GivenOrder, rates_bp: tuple[int, ...], default_bp: int | None) -> tuple[OrderLine, ...]:
    """The lines a bill for the order bears; their amounts sum to the order's amount exactly.

    A line's rate is the one it names, else the one its VAT fits, else the merchant's default; VAT that it does not name
    follows from the rate. An order without lines becomes one line bearing the merchant reference, its VAT found in the
    same way. Where the lines do not sum to the amount, lines bearing the merchant reference make up the difference,
    spread over the rates. `rates_bp` are the country's on the day, the standard rate first (`vat.rates_on`).
    Raises InvalidCommandError naming each line whose VAT cannot be told (`order.items` for an order without lines).
    """
    if not order.lines:
        whole = GivenLine(order.merchant_reference, order.amount_minor, vat_minor=order.vat_minor)
        rate_bp = _rate(whole, rates_bp, default_bp)
        if rate_bp is None:
            raise InvalidCommandError(FieldProblem("order.items", "must be given: the VAT of the order cannot be told"))
        return (_resolved(whole, "1", rate_bp),)
    lines: list[OrderLine] = []
    problems: list[FieldProblem] = []
    for place, line in enumerate(order.lines):
        rate_bp = _rate(line, rates_bp, default_bp)
        if rate_bp is None:
            problems.append(FieldProblem(f"order.items.{place}.vat", "must be given: the VAT cannot be told"))
        else:
            lines.append(_resolved(line, line.line_id or str(place + 1), rate_bp))
    if problems:
        raise InvalidCommandError(*problems)
    return (*lines, *_difference(order, lines))


def vat_warnings(order: GivenOrder, lines: Sequence[OrderLine], rates_bp: tuple[int, ...]) -> tuple[FieldProblem, ...]:
    """Where `bill_lines` departed from the VAT the merchant gave, or a rate is none of the country's, named by field.

    The order's VAT may differ by a rounding for each line.
    """
    warnings = []
    for place, (given, line) in enumerate(zip(order.lines, lines, strict=False)):
        field = f"order.items.{place}"
        if line.vat_bp not in rates_bp:
            warnings.append(FieldProblem(f"{field}.vat", f"{line.vat_bp} basis points is not a rate of the country"))
        if given.vat_minor not in {None, line.vat_minor}:
            message = f"is {given.vat_minor}, but the rate of the line makes it {line.vat_minor}"
            warnings.append(FieldProblem(f"{field}.vat_amount", message))
    total = sum(line.vat_minor for line in lines)
    if order.vat_minor is not None and abs(order.vat_minor - total) > len(lines) * ROUNDING_MINOR:
        warnings.append(FieldProblem("order.vat_amount", f"is {order.vat_minor}, but the lines bear {total}"))
    return tuple(warnings)


def vat_summary(lines: Sequence[OrderLine]) -> tuple[VATShare, ...]:
    """Gross, VAT and net per rate, the highest rate first; they sum exactly to the lines' sums."""
    gross: defaultdict[int, int] = defaultdict(int)
    vat: defaultdict[int, int] = defaultdict(int)
    for line in lines:
        gross[line.vat_bp] += line.amount_minor
        vat[line.vat_bp] += line.vat_minor
    return tuple(VATShare(rate_bp, gross[rate_bp], vat[rate_bp]) for rate_bp in sorted(gross, reverse=True))


def spread(amount_minor: int, whole: Sequence[VATShare]) -> tuple[VATShare, ...]:
    """A part of a bill shared over its VAT rates pro rata, each rounded, what remains to the largest, nothing empty.

    The shares sum to the amount; the whole bill's amount gives the whole bill's shares back. Each share's VAT is the
    same portion of that rate's VAT. Raises ValueError unless the amount is 0 to the bill's sum and that is above zero.
    """
    total = sum(share.gross_minor for share in whole)
    if total <= 0 or not 0 <= amount_minor <= total:
        raise ValueError(f"{amount_minor} is not a part of a bill of {total}")
    gross = _pro_rata(amount_minor, whole)
    return tuple(_portion(share, part) for share, part in zip(whole, gross, strict=True) if part)


def vat_of_part(amount_minor: int, before_minor: int, whole: Sequence[VATShare]) -> int:
    """The VAT in a part of a bill of which `before_minor` was paid or credited: its parts bear its VAT exactly.

    Raises ValueError as `spread`.
    """
    reached, before = (
        sum(share.vat_minor for share in spread(minor, whole)) for minor in (before_minor + amount_minor, before_minor)
    )
    return reached - before


def remaining(whole: Sequence[VATShare], taken: Sequence[VATShare]) -> tuple[VATShare, ...]:
    """What is left of each rate after parts of it were taken, for the last credit note to fit to the øre."""
    gross = {share.rate_bp: share.gross_minor for share in whole}
    vat = {share.rate_bp: share.vat_minor for share in whole}
    for share in taken:
        gross[share.rate_bp] -= share.gross_minor
        vat[share.rate_bp] -= share.vat_minor
    return tuple(VATShare(rate_bp, gross[rate_bp], vat[rate_bp]) for rate_bp in gross)


def _pro_rata(amount_minor: int, whole: Sequence[VATShare]) -> list[int]:
    """The amount by gross, each part rounded, what remains to the largest; all to the largest of a bill of nothing."""
    total = sum(share.gross_minor for share in whole)
    parts = [divide_rounded(amount_minor * share.gross_minor, total) if total > 0 else 0 for share in whole]
    largest = max(range(len(whole)), key=lambda place: (whole[place].gross_minor, -place))
    parts[largest] += amount_minor - sum(parts)
    return parts


def _portion(share: VATShare, gross_minor: int) -> VATShare:
    """A part of one rate, with the same portion of its VAT; `share.gross_minor` is not zero where a part is not."""
    sign = -1 if share.gross_minor < 0 else 1
    vat_minor = divide_rounded(sign * share.vat_minor * gross_minor, abs(share.gross_minor))
    return VATShare(share.rate_bp, gross_minor, vat_minor)


def _rate(line: GivenLine, rates_bp: tuple[int, ...], default_bp: int | None) -> int | None:
    if line.vat_bp is not None:
        return line.vat_bp
    if line.vat_minor is None:
        return default_bp
    fitting = fitting_rate(line.amount_minor, line.vat_minor, rates_bp, ROUNDING_MINOR)
    return default_bp if fitting is None else fitting


def _resolved(line: GivenLine, line_id: str, rate_bp: int) -> OrderLine:
    """The line with its VAT: as given where that agrees with the rate but for rounding, else reckoned from the rate."""
    vat_minor = vat_within(line.amount_minor, rate_bp)
    if line.vat_minor is not None and abs(line.vat_minor - vat_minor) <= ROUNDING_MINOR:
        vat_minor = line.vat_minor
    printed = line.item_id, line.unit, line.discount_minor
    return OrderLine(line_id, line.description, line.quantity, line.amount_minor, vat_minor, rate_bp, *printed)


def _difference(order: GivenOrder, lines: Sequence[OrderLine]) -> Iterator[OrderLine]:
    """Lines that bring the sum to the order's amount, one per rate, numbered on from the order's own."""
    missing = order.amount_minor - sum(line.amount_minor for line in lines)
    whole = vat_summary(lines)
    number = len(lines)
    for share, part in zip(whole, _pro_rata(missing, whole), strict=True):
        if part:
            number += 1
            given = GivenLine(order.merchant_reference, part)
            yield _resolved(given, str(number), share.rate_bp)


def _line_problems(line: GivenLine) -> Iterator[tuple[str, str]]:
    if not _AMOUNT_MIN <= line.amount_minor <= AMOUNT_MAX:
        yield "amount", "must be a 32-bit integer of minor units"
    if line.vat_minor is not None and not _AMOUNT_MIN <= line.vat_minor <= AMOUNT_MAX:
        yield "vat_amount", "must be a 32-bit integer of minor units"
    if line.vat_bp is not None and not 0 <= line.vat_bp <= BASIS_POINTS:
        yield "vat", "must be 0 to 100 percent"
    if not _QUANTITY.fullmatch(line.quantity):
        yield "quantity", "must be a decimal number"
