"""Settlements worded: an item of the list, which is also what a webhook tells (API reference, list settlements)."""

from typing import Any

from fordring.domain.merchant import Merchant
from fordring.faces.dintero.translate.vocabulary import PAYMENT_PRODUCT
from fordring.services.branding import merchant_language
from fordring.services.settlements import SettlementView
from fordring.storage.reports import MEDIA_TYPES, Report, ReportFile

PAID = "paid"
DATA_TYPE, TEST_DATA_TYPE = "settlement", "settlement_test"
TEST_NAME = "Test report"


def settlement(view: SettlementView) -> dict[str, Any]:
    """A payout that the bank has confirmed. `amount` is what the merchant got: capture less refund and fee."""
    payout, report = view.payout, view.report
    amounts = {
        "amount": payout.net_minor,
        "capture": report.capture_minor,
        "refund": report.refund_minor,
        "fee": payout.fee_minor,
        "currency": payout.currency,
    }
    return {
        "id": str(payout.payout_id),
        "start_at": report.data_from,
        "end_at": report.data_to,
        "created_at": payout.created_at,
        "updated_at": payout.settled_at,
        "settled_at": payout.settled_at,
        "email_received_at": None,
        "provider": PAYMENT_PRODUCT,
        "provider_reference": payout.reference,
        "attachments": [_attachment(view, file) for file in report.files],
        "amounts": [amounts],
        "payment_status": PAID,
        "store_id": None,
        "payout_destination_id": None,
    }


def _attachment(view: SettlementView, file: ReportFile) -> dict[str, Any]:
    name = view.report.file_name(file)
    return {
        "id": str(file.file_id),
        "key": f"{view.merchant.account_id}/settlements/{name}",
        "content_type": MEDIA_TYPES[file.filetype],
        "extension": f"{file.filetype}",
        "created_by": view.report.created_by,
    }


def last_key(view: SettlementView) -> dict[str, Any]:
    """Where the page after this settlement begins."""
    payout = view.payout
    return {
        "id": str(payout.payout_id),
        "account_id": view.merchant.account_id,
        "settled_at": payout.settled_at,
        "created_at": payout.created_at,
    }


def report_metadata(merchant: Merchant, report: Report, file: ReportFile, signed_url: str) -> dict[str, Any]:
    """A file of a report as an item of the list of reports. Reports follow no schedule and no configuration."""
    return {
        "id": str(file.file_id),
        "report_job_id": str(report.report_id),
        "account_id": merchant.account_id,
        "template_id": DATA_TYPE,
        "content_type": MEDIA_TYPES[file.filetype],
        "content_language": merchant_language(merchant),
        "created_by": report.created_by,
        "created_at": report.created_at,
        "data_from": report.data_from,
        "data_to": report.data_to,
        "schedule": None,
        "report_file_name": report.file_name(file),
        "custom_report_name": TEST_NAME if report.is_test else None,
        "report_config_id": None,
        "data_type": TEST_DATA_TYPE if report.is_test else DATA_TYPE,
        "signed_url": signed_url,
        "report_filters": [],
    }
