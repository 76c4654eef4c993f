"""What paying by invoice must know before it decides, read in one round trip."""

from dataclasses import dataclass
from uuid import UUID

from fordring.domain.calendar import Interval
from fordring.domain.errors import NotFoundError
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Channel, Product
from fordring.storage.merchants import COLUMNS, FROM, merchant_of
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Opening:
    """The merchant, a fresh claim id, earlier references, wishes.

    `preferred_channel` is the profile's `{"channels": {<product>: <channel>}}` for the product, or None where the
    profile is silent.
    """

    merchant: Merchant
    claim_no: int
    reference_used: bool
    reference_succeeded: bool
    preferred_channel: Channel | None
    preferred_interval: Interval | None


async def opening(
    connection: Connection,
    merchant_id: UUID,
    merchant_reference: str,
    profile_id: str,
    product: Product,
    *,
    look_for_reference: bool,
) -> Opening:
    """One row of everything; earlier references only when asked for. Raises NotFoundError for an unknown merchant."""
    row = await connection.fetchrow(
        f"""SELECT {COLUMNS}, nextval('house.claim_no') AS claim_no,
                $5 AND EXISTS (SELECT FROM purchase p
                  WHERE p.merchant_id = m.merchant_id AND p.merchant_reference = $2) AS used,
                $5 AND EXISTS (SELECT FROM purchase p
                  WHERE p.merchant_id = m.merchant_id AND p.merchant_reference = $2
                    AND p.status NOT IN ('failed', 'declined')) AS succeeded,
                (SELECT f.terms #>> ARRAY['channels', $4] FROM profile f
                  WHERE f.merchant_id = m.merchant_id AND f.profile_id = $3) AS preferred,
                (SELECT f.terms #>> ARRAY['products', $4, 'interval'] FROM profile f
                  WHERE f.merchant_id = m.merchant_id AND f.profile_id = $3) AS interval
            {FROM} WHERE m.merchant_id = $1""",
        merchant_id,
        merchant_reference,
        profile_id,
        product,
        look_for_reference,
    )
    if row is None:
        raise NotFoundError("merchant", merchant_id)
    preferred = Channel(row["preferred"]) if row["preferred"] else None
    interval = Interval(row["interval"]) if row["interval"] else None
    return Opening(merchant_of(row), row["claim_no"], row["used"], row["succeeded"], preferred, interval)


async def queue_up_for_reference(connection: Connection, merchant_id: UUID, merchant_reference: str) -> None:
    """One at a time with this reference until the commit, for callers that want it used only once."""
    await connection.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 7266002))", f"{merchant_id} {merchant_reference}"
    )
