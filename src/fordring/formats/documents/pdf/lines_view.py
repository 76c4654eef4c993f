"""Lines, VAT per rate and totals in print."""

from fordring.formats.documents.figures import Figures
from fordring.formats.documents.model import InvoiceDocument, Line, Section
from fordring.formats.documents.texts.words import Words

Row = list[str]


def sections_view(document: InvoiceDocument, words: Words, figures: Figures) -> list[dict[str, object]]:
    """Each section's heading, rows and, where there are several sections, its sum with VAT."""
    several = len(document.sections) > 1
    return [
        {
            "heading": _heading(section, words, figures),
            "rows": [_row(line, words, figures) for line in section.lines],
            "subtotal": figures.amount(sum(line.gross_minor for line in section.lines)) if several else None,
        }
        for section in document.sections
    ]


def columns(words: Words) -> Row:
    """The heads of the line table."""
    return [words.description, words.quantity, words.unit_price, words.vat_rate, words.net_amount]


def vat_view(document: InvoiceDocument, words: Words, figures: Figures) -> dict[str, object]:
    """Taxable amount and VAT per rate, heads first."""
    return {
        "columns": [words.vat_heading, words.taxable_amount, words.vat, words.gross_amount],
        "rows": [
            [figures.rate(each.rate_bp), *map(figures.amount, (each.net_minor, each.vat_minor, each.gross_minor))]
            for each in document.vat_totals
        ],
    }


def sums_view(document: InvoiceDocument, words: Words, figures: Figures) -> list[Row]:
    """Sum without VAT, VAT (in the local currency too, where the document has another), rounding."""
    rows = [
        [words.net_total, figures.amount(sum(each.net_minor for each in document.vat_totals))],
        [words.vat_total, figures.amount(sum(each.vat_minor for each in document.vat_totals))],
    ]
    local = [each.vat_local_minor for each in document.vat_totals if each.vat_local_minor is not None]
    if document.local_currency and local:
        inland = Figures(words, document.local_currency)
        rows.append([words.vat_total_in.format(document.local_currency), inland.amount(sum(local))])
    if document.rounding_minor:
        rows.append([words.rounding, figures.amount(document.rounding_minor)])
    return rows


def _heading(section: Section, words: Words, figures: Figures) -> Row | None:
    """The section's heading, then its reference and day of supply; None when it has none of them."""
    day = f"{words.delivered_on} {figures.day(section.delivered_on)}" if section.delivered_on else None
    details = " · ".join(part for part in (section.reference, day) if part)
    if not section.heading and not details:
        return None
    return [section.heading, details] if section.heading else [details, ""]


def _row(line: Line, words: Words, figures: Figures) -> dict[str, object]:
    """One line: description, what stands small under it, and four figures."""
    discount = f"{words.discount} {figures.amount(line.discount_minor)}" if line.discount_minor else None
    quantity = figures.quantity(line.quantity)
    return {
        "description": line.description,
        "details": " · ".join(part for part in (line.article_number, discount) if part),
        "figures": [
            f"{quantity}\N{NO-BREAK SPACE}{line.unit}" if line.unit else quantity,
            figures.amount(line.unit_price_minor),
            figures.rate(line.vat_rate_bp),
            figures.amount(line.net_minor),
        ],
    }
