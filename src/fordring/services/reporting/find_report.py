"""Everything about one settlement report that must be read before it can be rendered or sent, in one place."""

from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.payment.price import price_on
from fordring.services.reports import ReportSource
from fordring.storage import merchants, payouts, prices, report_lines, reports, shortfalls
from fordring.storage.transaction import Connection


async def find_report(connection: Connection, merchant_id: UUID, report_id: UUID) -> ReportSource:
    """Read it all. Raises NotFoundError, also for another merchant's report."""
    report = await reports.get(connection, merchant_id, report_id)
    merchant = await merchants.get(connection, merchant_id)
    if report.payout_id is None:
        payout = None
        invoiced = []
        lines = await report_lines.of_purchases(connection, merchant_id, report.purchase_ids or ())
    else:
        payout = await payouts.settlement(connection, merchant_id, report.payout_id)
        lines = await report_lines.of_payout(connection, merchant_id, report.payout_id)
        invoiced = await shortfalls.before(connection, payout)
    bills = await report_lines.billed(connection, merchant_id, lines)
    rules = await prices.of_merchants(connection, [merchant_id])
    today = local_day(report.created_at, merchant.country)
    rates = price_on(today, rules[merchant_id], merchant.rates)
    return ReportSource(merchant, report, payout, lines, bills, rates, invoiced)
