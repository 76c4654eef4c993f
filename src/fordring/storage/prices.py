"""The dated prices of the operator's contracts with its merchants."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from fordring.domain.payment.price import PriceRule, Rates
from fordring.storage.transaction import Connection

FIGURES = ("commission_bp", "vat_bp", "per_payment_minor", "per_payout_minor")


async def of_merchants(connection: Connection, merchants: Collection[UUID]) -> dict[UUID, list[PriceRule]]:
    """The price rules of each of these merchants, oldest first; nothing of those whose first price still holds."""
    rows = await connection.fetch(
        "SELECT * FROM price_rule WHERE merchant_id = ANY($1) ORDER BY merchant_id, valid_from", list(merchants)
    )
    found: dict[UUID, list[PriceRule]] = {merchant_id: [] for merchant_id in merchants}
    for row in rows:
        rates = Rates(**{name: row[name] for name in FIGURES})
        found[row["merchant_id"]].append(PriceRule(row["valid_from"], rates))
    return found


async def add(connection: Connection, merchant_id: UUID, rule: PriceRule, created_by: str, at: datetime) -> bool:
    """Keep the rule; False where another one is from that day already."""
    return bool(
        await connection.fetchval(
            """INSERT INTO price_rule (merchant_id, valid_from, commission_bp, vat_bp, per_payment_minor,
                   per_payout_minor, created_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
               ON CONFLICT DO NOTHING RETURNING true""",
            merchant_id,
            rule.valid_from,
            *(getattr(rule.rates, name) for name in FIGURES),
            created_by,
            at,
        )
    )
