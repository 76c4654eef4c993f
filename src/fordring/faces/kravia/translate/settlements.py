"""Settlements and lines of bookkeeping in the words of this API."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import ClaimKind
from fordring.domain.ledger.suggestion import Borne, Collected, SuggestedLine
from fordring.faces.kravia.compatibility import SETTLEMENT_STATUSES, SUGGESTED, TYPE_OF_KIND
from fordring.faces.kravia.translate.claims import booking_lines, booking_words
from fordring.faces.kravia.translate.figures import major
from fordring.faces.kravia.wire.settlement_answers import (
    ExportedLine,
    InvoiceBookkeeping,
    SettledInvoice,
    Settlement,
    SuggestedBooking,
)
from fordring.services.dossiers import Dossier
from fordring.services.reporting.export_bookkeeping import BookkeepingPage
from fordring.services.statements import Statement


def settlement(statement: Statement) -> Settlement:
    """A settlement with its invoices and the lines to book it by."""
    payout = statement.payout
    if payout.settlement_no is None or payout.settled_at is None:
        raise AssertionError("only a confirmed payout is a settlement")
    day = local_day(payout.settled_at, payout.payee_country)
    pairs = zip(statement.collected, statement.borne, strict=True)
    return Settlement(
        id=payout.settlement_no,
        creditor_id=statement.merchant.creditor_no,
        date=day,
        amount=major(payout.net_minor, payout.currency),
        currency_code=payout.currency,
        bank_account=payout.payout_account,
        reference=payout.reference,
        kid=payout.payee_reference or None,
        message=payout.payee_text or None,
        status=SETTLEMENT_STATUSES[payout.internal_accounting_id is not None],
        internal_accounting_id=payout.internal_accounting_id,
        bookkeeping=[_suggested(line, payout.settlement_no, day, payout.currency) for line in statement.lines],
        invoices=[_invoice(each, costs, payout.currency) for each, costs in pairs],
    )


def invoice_bookkeeping(dossier: Dossier) -> InvoiceBookkeeping:
    """What an invoice's client wants booked of it, as it gave it."""
    claim = dossier.claim
    return InvoiceBookkeeping(
        invoice_id=claim.claim_no,
        creditor_id=dossier.merchant.creditor_no,
        accounting_invoice_id=claim.content.get("own_id"),
        invoice_no=claim.own_number or claim.number,
        currency_code=claim.currency,
        bookkeeping_details=booking_lines(claim),
    )


def exported(page: BookkeepingPage) -> Iterator[ExportedLine]:
    """The lines of a page, each with its invoice."""
    for claim in page.claims:
        for line in claim.lines:
            words: dict[str, Any] = booking_words(line)
            words["booking_date"] = words["booking_date"] or claim.invoiced_on
            yield ExportedLine(
                **words,
                creditor_id=page.merchants[claim.merchant_id].creditor_no,
                invoice_id=claim.claim_no,
                claim_type=TYPE_OF_KIND[ClaimKind(claim.kind)],
                accounting_invoice_id=claim.own_id,
                invoice_no=claim.number,
                currency_code=claim.currency,
            )


def _suggested(line: SuggestedLine, settlement_no: int, day: date, currency: str) -> SuggestedBooking:
    of = line.of
    invoice = (of.number or of.claim_no) if of else None
    return SuggestedBooking(
        amount=major(line.minor, currency),
        description=SUGGESTED[line.part].format(settlement=settlement_no, invoice=invoice),
        booking_date=day,
        ledger_account=line.account,
        vat_code=None,
        invoice_id=of.claim_no if of else None,
    )


def _invoice(each: Collected, costs: Borne, currency: str) -> SettledInvoice:
    return SettledInvoice(
        invoice_id=each.claim_no,
        accounting_invoice_id=each.own_id,
        invoice_no=each.number,
        capital=major(each.principal, currency),
        fees=major(each.fees, currency),
        interest=major(each.interest, currency),
        provision=major(costs.commission, currency),
        vat=major(costs.vat, currency),
    )
