"""A settlement as a face words it: a payout that the bank has confirmed, with its report."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.merchant import Merchant
from fordring.storage import merchants, payouts, reports
from fordring.storage.payouts import Payout
from fordring.storage.reports import Report
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class SettlementView:
    """A confirmed payout of the merchant, and its report with the files."""

    merchant: Merchant
    payout: Payout
    report: Report


async def settlement_view(connection: Connection, merchant_id: UUID, payout_id: UUID) -> SettlementView:
    """One settlement of the merchant. Raises NotFoundError, also for another merchant's."""
    merchant = await merchants.get(connection, merchant_id)
    payout = await payouts.settlement(connection, merchant_id, payout_id)
    return (await settlement_views(connection, merchant, [payout]))[0]


async def settlement_views(connection: Connection, merchant: Merchant, found: Sequence[Payout]) -> list[SettlementView]:
    """These settlements with their reports, in their order."""
    payout_ids = [payout.payout_id for payout in found]
    known = await reports.of_payouts(connection, merchant.merchant_id, payout_ids)
    return [SettlementView(merchant, payout, known[payout.payout_id]) for payout in found]
