"""What verbs of settlement reports share: a report's rows and the job that renders it, and what it is resolved from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.distribution import Way
from fordring.domain.merchant import Merchant
from fordring.domain.payment.price import Rates
from fordring.storage import report_configurations, reports
from fordring.storage.ids import new_id
from fordring.storage.payouts import PaidLine, Payout
from fordring.storage.queue import Job
from fordring.storage.report_configurations import Destination, ReportConfiguration
from fordring.storage.report_lines import SourceLine
from fordring.storage.reports import FileType, Report, ReportFile
from fordring.storage.shortfalls import InvoicedAs
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ReportSource:
    """A report's row with its merchant, its payout (None of a test), its lines and what was billed for.

    `invoiced` is what the merchant was invoiced for since the payout before.
    `rates` are what the merchant would pay on the day of a test. `bills` are by purchase where several share an
    invoice, else by claim. `resolve_report` makes the report of it.
    """

    merchant: Merchant
    report: Report
    payout: Payout | None
    lines: Sequence[SourceLine]
    bills: Mapping[UUID, Sequence[Mapping[str, Any]]]
    rates: Rates = field(default_factory=Rates)
    invoiced: Sequence[InvoicedAs] = ()


async def report_settlement(work: Work, merchant: Merchant, payout: Payout, lines: Sequence[PaidLine]) -> Report:
    """The report of a payout that was confirmed, owed by e-mail to whoever the merchant's configurations name."""
    amounts = [line.amount_minor for line in lines]
    moments = [_moment(line, merchant) for line in lines]
    report = owe_report(
        work,
        merchant,
        kind=reports.SETTLEMENT,
        payout_id=payout.payout_id,
        purchase_ids=None,
        currency=payout.currency,
        capture_minor=sum(amount for amount in amounts if amount > 0),
        refund_minor=-sum(amount for amount in amounts if amount < 0),
        data_from=min(moments),
        data_to=max(moments),
    )
    for configuration in await report_configurations.applying(work.connection, merchant.merchant_id):
        for destination in configuration.destinations:
            _owe_delivery(work, report, configuration, destination)
    await work.unit.flush()
    return report


def _moment(line: PaidLine, merchant: Merchant) -> datetime:
    """When it was booked, if that was on the money's day; else the beginning of that day."""
    if local_day(line.at, merchant.country) == line.paid_on:
        return line.at
    return datetime.combine(line.paid_on, time(), UTC)


def _owe_delivery(work: Work, report: Report, configuration: ReportConfiguration, destination: Destination) -> None:
    delivery_id = new_id()
    work.unit.add(
        "delivery",
        {
            "merchant_id": report.merchant_id,
            "delivery_id": delivery_id,
            "channel": Way.EMAIL,
            "address": {} if destination.address is None else {"email": destination.address},
            "state": "waiting",
            "attempts": 0,
            "next_try_at": work.wall,
            "created_at": report.created_at,
            "report_id": report.report_id,
            "configuration_id": configuration.configuration_id,
            "filetypes": list(configuration.filetypes),
        },
    )
    payload = {"delivery_id": str(delivery_id)}
    work.unit.add_job(Job("deliver_report", str(delivery_id), payload, report.merchant_id))


def owe_report(work: Work, merchant: Merchant, **facts: Any) -> Report:
    """A report's rows, and the job that renders it; `facts` are the report's own."""
    report_id = new_id()
    report = Report(
        merchant_id=merchant.merchant_id,
        report_id=report_id,
        created_by=work.asker.name,
        created_at=merchant.now(work.wall),
        files=_files(merchant.merchant_id, report_id),
        **facts,
    )
    reports.add(work.unit, report)
    work.unit.add_job(Job("render_report", str(report_id), {"report_id": str(report_id)}, merchant.merchant_id))
    return report


def _files(merchant_id: UUID, report_id: UUID) -> tuple[ReportFile, ...]:
    return tuple(ReportFile(merchant_id, new_id(), report_id, filetype) for filetype in FileType)
