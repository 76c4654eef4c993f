"""A payout, or chosen purchases, become the one settlement report that renderers write: nothing is left to look up."""

from collections.abc import Mapping, Sequence
from typing import Any

from fordring.domain.calendar import local_day
from fordring.domain.payment.fees import fee_shares
from fordring.domain.payment.price import Waiting
from fordring.domain.purchase.totals import OrderLine, spread, vat_summary
from fordring.domain.short_ids import public_id
from fordring.formats.settlements.model import InvoicedBalance, Payee, ReportLine, SettlementReport
from fordring.services.branding import brand_of, merchant_language
from fordring.services.reports import ReportSource
from fordring.storage.report_lines import SourceLine

TEST_REFERENCE = "TEST"


def resolve_report(source: ReportSource) -> SettlementReport:
    """The report. A test bears the commission that would be kept today, and each purchase's whole amount at once."""
    merchant, report, payout = source.merchant, source.report, source.payout
    if payout is None:
        charge = source.rates.charge(Waiting(sum(line.amount_minor for line in source.lines), len(source.lines)))
        fees = (charge.commission_minor, charge.vat_minor)
    else:
        fees = (payout.commission_minor, payout.vat_minor)
    settled_at = report.created_at if payout is None else payout.settled_at or report.created_at
    return SettlementReport(
        settlement_id=str(report.payout_id or report.report_id),
        provider_reference=TEST_REFERENCE if payout is None else payout.reference,
        language=merchant_language(merchant),
        payee=Payee(
            name=merchant.name if payout is None else payout.payee_name,
            organization_number=merchant.organization_number,
            account_id=merchant.account_id,
            payout_account=merchant.payout_account if payout is None else payout.payout_account,
            country=merchant.country,
        ),
        currency=report.currency,
        settled_on=local_day(settled_at, merchant.country),
        lines=tuple(_lines(source, sum(fees))),
        commission_minor=fees[0],
        commission_vat_minor=fees[1],
        sandbox=merchant.sandbox,
        test=report.is_test,
        colour=brand_of(merchant.settings).colour,
        invoiced=tuple(
            InvoicedBalance(each.as_of, each.amount_minor, each.number, each.claim_no) for each in source.invoiced
        ),
    )


def _lines(source: ReportSource, fee_minor: int) -> list[ReportLine]:
    shares = fee_shares([line.amount_minor for line in source.lines], fee_minor)
    return [_line(source, line, share) for line, share in zip(source.lines, shares, strict=True)]


def _line(source: ReportSource, line: SourceLine, fee_minor: int) -> ReportLine:
    merchant = source.merchant
    bills = [source.bills[key] for key in (line.purchase_id, line.claim_id) if key is not None and key in source.bills]
    made_on = local_day(line.made_at, merchant.country) if line.made_at else None
    return ReportLine(
        paid_on=line.paid_on or made_on or local_day(source.report.created_at, merchant.country),
        amount_minor=line.amount_minor,
        fee_minor=fee_minor,
        vat_minor=_vat(line.principal_minor, bills[0] if bills else ()),
        claim_number=line.claim_no,
        invoice_number=line.number,
        transaction_id=public_id(merchant.account_id, line.purchase_id) if line.purchase_id else None,
        session_id=public_id(merchant.account_id, line.checkout_id) if line.checkout_id else None,
        event_id=str(line.event_no) if line.event_no else None,
        merchant_reference=line.merchant_reference,
        merchant_reference_2=line.merchant_reference_2,
    )


def _vat(principal_minor: int, bill: Sequence[Mapping[str, Any]]) -> int:
    """The VAT in a part of a bill, pro rata over its rates; below zero in what was taken back."""
    if not bill or not principal_minor:
        return 0
    shares = spread(abs(principal_minor), vat_summary([OrderLine(**line) for line in bill]))
    vat = sum(share.vat_minor for share in shares)
    return vat if principal_minor > 0 else -vat
