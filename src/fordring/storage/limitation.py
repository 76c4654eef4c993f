"""The day on which a claim's limitation was last interrupted, which stands in its content."""

from datetime import date

from fordring.domain.claim.claim import Claim
from fordring.storage.transaction import Connection


async def interrupt(connection: Connection, claim: Claim, on: date) -> None:
    """The period runs anew from that day. Lock the claim before."""
    await connection.execute(
        """UPDATE claim SET content = content || jsonb_build_object('interrupted_on', $3::date)
            WHERE merchant_id = $1 AND claim_id = $2""",
        claim.merchant_id,
        claim.claim_id,
        on,
    )
