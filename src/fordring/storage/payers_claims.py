"""All open claims on one payer's card."""

from collections.abc import Sequence
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.storage import claims
from fordring.storage.transaction import Connection


async def open_claims_of(connection: Connection, merchant_id: UUID, payer_key: str) -> Sequence[Claim]:
    """Those that were issued and are not closed, the one that was due first on top; credit notes are none."""
    rows = await connection.fetch(
        """SELECT claim_id FROM claim
            WHERE merchant_id = $1 AND payer_key = $2 AND state = 'issued' AND kind <> 'credit_note'""",
        merchant_id,
        payer_key,
    )
    found = await claims.these(connection, merchant_id, [row["claim_id"] for row in rows])
    return sorted(found, key=lambda claim: (claim.due_on is None, claim.due_on, claim.claim_no))
