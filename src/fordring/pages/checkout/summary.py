"""The order as a payer reads it: lines with VAT in them, how it is sent, discounts, the total."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fordring.domain.calendar import local_day
from fordring.domain.errors import InvalidCommandError, MissingVATRateError
from fordring.domain.purchase.showing import Showing
from fordring.domain.purchase.totals import OrderLine, bill_lines, vat_summary
from fordring.domain.vat import rates_on
from fordring.formats.documents.figures import Figures
from fordring.pages.checkout.texts.words import Texts
from fordring.pages.checkout.visit import Order

LINES_MAX = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is shown; `notes` stand under its description."""

    description: str
    quantity: str
    amount: str
    notes: tuple[str, ...] = ()
    is_shipping: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """The order as it is shown. `more` tells of lines that are too many to be listed; `vat` is label and amount."""

    lines: tuple[Line, ...]
    more: tuple[str, str] | None
    codes: str
    vat: tuple[tuple[str, str], ...]
    total: str


def summary_of(order: Order, texts: Texts, figures: Figures) -> Summary:
    """What the page shows of an order; without VAT where that could not be told, which paying refuses."""
    lines = _billed(order)
    shown = list(_lines(lines, order.showing, texts, figures))
    rest = lines[LINES_MAX:]
    left = sum(line.amount_minor for line in rest)
    codes = order.showing.codes
    return Summary(
        lines=tuple(shown),
        more=(texts.more_lines.format(count=len(rest)), figures.money(left)) if rest else None,
        codes=texts.codes.format(codes=", ".join(codes)) if codes else "",
        vat=tuple(
            (texts.vat.format(rate=figures.rate(share.rate_bp)), figures.money(share.vat_minor))
            for share in vat_summary(lines)
            if share.vat_minor
        ),
        total=figures.money(order.checkout.order.amount_minor),
    )


def _billed(order: Order) -> Sequence[OrderLine]:
    """The lines that the invoice will bear."""
    merchant, checkout = order.merchant, order.checkout
    try:
        rates = rates_on(merchant.country, local_day(order.now, merchant.country)).rates_bp
        usual = merchant.default_vat_bp
        return bill_lines(checkout.order, *((rates, usual) if merchant.vat_registered else ((0,), 0)))
    except (InvalidCommandError, MissingVATRateError):
        return ()


def _lines(lines: Sequence[OrderLine], showing: Showing, texts: Texts, figures: Figures) -> Iterator[Line]:
    shipping_at = len(lines) - 1 if showing.shipping else None
    for place, line in enumerate(lines[:LINES_MAX]):
        discount = (f"{texts.discount}: {figures.money(-line.discount_minor)}",) if line.discount_minor else ()
        if place == shipping_at and showing.shipping:
            told = (showing.shipping.operator, showing.shipping.description)
            notes = tuple(dict.fromkeys(text for text in told if text and text != line.description))
            yield Line(
                line.description or texts.shipping, "", figures.money(line.amount_minor), notes, is_shipping=True
            )
            continue
        notes = (*discount, *(f"{texts.discount}: {text}" for text in showing.discounts.get(place, ())))
        quantity = "" if line.quantity == "1" else figures.quantity(line.quantity)
        yield Line(line.description or texts.line, quantity, figures.money(line.amount_minor), notes)
