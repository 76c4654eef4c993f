"""A settlement report in print: what was paid out and how it came about, then its lines, in the merchant's language."""

import json

from fordring.formats.documents.figures import Figures
from fordring.formats.documents.pdf.legible import legible_all
from fordring.formats.documents.pdf.typesetting import set_pdf
from fordring.formats.documents.texts import WORDS
from fordring.formats.settlements.model import ReportLine, SettlementReport
from fordring.formats.settlements.texts import REPORT_WORDS, ReportWords

LINES_MAX = 1000
"""So many lines are printed, some fifty pages; the other files have them all."""


def write_pdf(report: SettlementReport) -> bytes:
    """The report as PDF/A-3a and PDF/UA-1; equal reports give equal bytes, made on the day of the payment."""
    return set_pdf("report.typ", {"report": json.dumps(view(report), ensure_ascii=False)}, report.settled_on)


def view(report: SettlementReport) -> dict[str, object]:
    """The report as the template sees it: every label chosen, every figure written, every text made legible."""
    words = REPORT_WORDS[report.language]
    figures = Figures(WORDS[report.language], report.currency)
    sums = report.totals
    title = words.test_title if report.test else words.title
    shown = {
        "language": report.language,
        "colour": report.colour,
        "title": title,
        "heading": f"{title} {figures.day(report.settled_on)}",
        "seller": report.payee.name,
        "test": _mark(report, words),
        "facts": _facts(report, words, figures),
        "sums": _sums(report, words, figures),
        "paid": [words.paid_out, figures.money(sums.net_minor)],
        "columns": [
            *(words.paid_on, words.reference, words.transaction, words.event, words.invoice),
            *(words.capture, words.refund, words.vat, words.fee, words.net),
        ],
        "rows": [_row(line, words, figures) for line in report.lines[:LINES_MAX]],
        "total": [
            words.total,
            figures.amount(sums.capture_minor),
            figures.amount(sums.refund_minor),
            figures.amount(sums.vat_minor),
            figures.amount(sums.fee_minor),
            figures.amount(sums.net_minor),
        ],
        "remarks": _remarks(report, words, figures),
        "page": [WORDS[report.language].page, WORDS[report.language].of],
    }
    return {key: legible_all(value) for key, value in shown.items()}


def _mark(report: SettlementReport, words: ReportWords) -> list[str] | None:
    """The mark of what is no real money."""
    if not (report.test or report.sandbox):
        return None
    return [WORDS[report.language].test_mark, words.test_note if report.test else words.sandbox_note]


def _facts(report: SettlementReport, words: ReportWords, figures: Figures) -> list[tuple[str, str]]:
    payee = report.payee
    period = f"{figures.day(report.data_from)} – {figures.day(report.data_to)}"
    return [
        (words.settlement_id, report.settlement_id),
        (words.provider_reference, report.provider_reference),
        (words.period, period),
        (words.settled_on, figures.day(report.settled_on)),
        (words.payout_account, payee.payout_account),
        (words.account, payee.account_id),
        (WORDS[report.language].organization_number(payee.country), payee.organization_number),
    ]


def _sums(report: SettlementReport, words: ReportWords, figures: Figures) -> list[tuple[str, str]]:
    """How the payment comes about, from what was captured downwards."""
    sums = report.totals
    return [
        (words.captured, figures.amount(sums.capture_minor)),
        (words.refunded, figures.amount(-sums.refund_minor)),
        (words.commission, figures.amount(-report.commission_minor)),
        (words.commission_vat, figures.amount(-report.commission_vat_minor)),
    ]


def _row(line: ReportLine, words: ReportWords, figures: Figures) -> dict[str, object]:
    claim = f"{words.claim} {line.claim_number}" if line.claim_number else ""
    amounts = (line.capture_minor, line.refund_minor, line.vat_minor, line.fee_minor, line.net_minor)
    return {
        "day": figures.day(line.paid_on),
        "reference": [line.merchant_reference or "", line.merchant_reference_2 or ""],
        "transaction": [line.transaction_id or "", line.session_id or ""],
        "event": line.event_id or "",
        "invoice": [line.invoice_number or "", claim],
        "figures": [figures.amount(each) if each else "" for each in amounts],
    }


def _remarks(report: SettlementReport, words: ReportWords, figures: Figures) -> list[str]:
    lines = len(report.lines)
    cut = words.lines_cut.format(shown=LINES_MAX, all=lines)
    invoiced = [
        words.invoiced.format(
            amount=figures.money(each.amount_minor), day=figures.day(each.as_of), number=each.invoice_number
        )
        for each in report.invoiced
    ]
    return [words.vat_note, *([cut] if lines > LINES_MAX else []), *invoiced]
