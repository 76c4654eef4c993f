"""A settlement report for spreadsheets: UTF-8 with its mark, semicolons and decimal commas as Nordic programs expect.

A row a line and one with the sums (`row` is `line` or `total`); behind it, as `invoiced`, what the merchant was
invoiced for instead of its being kept back, its amount under `refund` and in no sum. Text that a program would take for
a formula gets an apostrophe before it.
"""

import csv
import io
from collections.abc import Iterator

from fordring.domain.money import MINOR_DIGITS
from fordring.formats.cells import harmless
from fordring.formats.settlements.model import ReportLine, SettlementReport

BYTE_ORDER_MARK = "\ufeff"
COLUMNS = (
    *("row", "settlement_id", "provider_reference", "settled_on", "paid_on", "transaction_id", "session_id"),
    *("event_id", "merchant_reference", "merchant_reference_2", "invoice_number", "claim_number", "currency"),
    *("capture", "refund", "fee", "net", "vat"),
)


def write_csv(report: SettlementReport) -> bytes:
    """The report's rows under COLUMNS."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(report))
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def _rows(report: SettlementReport) -> Iterator[list[str]]:
    about = [report.settlement_id, report.provider_reference, report.settled_on.isoformat()]
    for line in report.lines:
        amounts = (line.capture_minor, line.refund_minor, line.fee_minor, line.net_minor, line.vat_minor)
        yield ["line", *about, *_facts(line), report.currency, *(_decimal(each, report.currency) for each in amounts)]
    sums = report.totals
    amounts = (sums.capture_minor, sums.refund_minor, sums.fee_minor, sums.net_minor, sums.vat_minor)
    unsaid = [""] * 8
    yield ["total", *about, *unsaid, report.currency, *(_decimal(each, report.currency) for each in amounts)]
    for balance in report.invoiced:
        named = [*[""] * 5, harmless(balance.invoice_number), str(balance.claim_number)]
        owed = ["", _decimal(balance.amount_minor, report.currency), "", "", ""]
        yield ["invoiced", *about, balance.as_of.isoformat(), *named, report.currency, *owed]


def _facts(line: ReportLine) -> list[str]:
    texts = (
        *(line.transaction_id, line.session_id, line.event_id, line.merchant_reference, line.merchant_reference_2),
        line.invoice_number,
    )
    return [line.paid_on.isoformat(), *(harmless(text or "") for text in texts), str(line.claim_number or "")]


def _decimal(minor: int, currency: str) -> str:
    """An amount in whole units, as `-1234,50`."""
    digits = MINOR_DIGITS.get(currency, 2)
    sign, figures = "-" if minor < 0 else "", str(abs(minor)).rjust(digits + 1, "0")
    return sign + (f"{figures[:-digits]},{figures[-digits:]}" if digits else figures)
