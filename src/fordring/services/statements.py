"""A settlement as a merchant's accounting reads it: what of each claim is in it, what it cost, and how to book it."""

from collections.abc import Sequence
from dataclasses import dataclass

from fordring.domain.ledger.charts import chart_of
from fordring.domain.ledger.suggestion import Borne, Collected, SuggestedLine, borne, suggested
from fordring.domain.merchant import Merchant
from fordring.domain.payment.price import Charge
from fordring.storage import payments, settlements
from fordring.storage.payouts import Payout
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Statement:
    """A confirmed payout with its claims, what each bears of the costs, and the lines to book it by."""

    merchant: Merchant
    payout: Payout
    collected: Sequence[Collected]
    borne: Sequence[Borne]
    lines: Sequence[SuggestedLine]


async def statements(connection: Connection, found: Sequence[Payout]) -> list[Statement]:
    """These settlements, in their order."""
    merchants = await payments.merchants_by_id(connection, {payout.merchant_id for payout in found})
    collected = await settlements.collected_in(connection, found)
    return [_statement(merchants[payout.merchant_id], payout, collected[payout.payout_id]) for payout in found]


def _statement(merchant: Merchant, payout: Payout, collected: Sequence[Collected]) -> Statement:
    charge = Charge(payout.gross_minor, payout.commission_minor, payout.vat_minor)
    chart = chart_of(merchant.country, merchant.settings.get("ledger_accounts"))
    lines = suggested(collected, charge, chart, deducts_vat=merchant.vat_registered)
    return Statement(merchant, payout, collected, borne(collected, charge), lines)
