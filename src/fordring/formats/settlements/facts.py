"""A settlement report as names and plain values, in one order: what its JSON and its XML say."""

from typing import Any

from fordring.formats.settlements.model import InvoicedBalance, ReportLine, SettlementReport


def settlement_facts(report: SettlementReport) -> dict[str, Any]:
    """What the report is about."""
    return {
        "id": report.settlement_id,
        "provider_reference": report.provider_reference,
        "account_id": report.payee.account_id,
        "merchant_name": report.payee.name,
        "organization_number": report.payee.organization_number,
        "payout_account": report.payee.payout_account,
        "currency": report.currency,
        "data_from": report.data_from.isoformat(),
        "data_to": report.data_to.isoformat(),
        "settled_on": report.settled_on.isoformat(),
    }


def total_facts(report: SettlementReport) -> dict[str, Any]:
    """Its sums, in minor units."""
    sums = report.totals
    return {
        "lines": len(report.lines),
        "capture": sums.capture_minor,
        "refund": sums.refund_minor,
        "fee": sums.fee_minor,
        "fee_commission": report.commission_minor,
        "fee_vat": report.commission_vat_minor,
        "net": sums.net_minor,
        "vat": sums.vat_minor,
    }


def line_facts(line: ReportLine) -> dict[str, Any]:
    """One line, amounts in minor units; what it has not is None."""
    return {
        "paid_on": line.paid_on.isoformat(),
        "transaction_id": line.transaction_id,
        "session_id": line.session_id,
        "event_id": line.event_id,
        "merchant_reference": line.merchant_reference,
        "merchant_reference_2": line.merchant_reference_2,
        "invoice_number": line.invoice_number,
        "claim_number": line.claim_number,
        "capture": line.capture_minor,
        "refund": line.refund_minor,
        "fee": line.fee_minor,
        "net": line.net_minor,
        "vat": line.vat_minor,
    }


def invoiced_facts(balance: InvoicedBalance) -> dict[str, Any]:
    """What the merchant was invoiced for instead of its being kept back."""
    return {
        "as_of": balance.as_of.isoformat(),
        "amount": balance.amount_minor,
        "invoice_number": balance.invoice_number,
        "claim_number": balance.claim_number,
    }
