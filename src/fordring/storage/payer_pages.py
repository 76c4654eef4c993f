"""What a payer is shown beside the claim's file: its credit notes, and money going back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.page_link import PageToken
from fordring.domain.errors import NotFoundError
from fordring.domain.payment.refund import Refund
from fordring.storage.claims import COUNT, claim_of, get
from fordring.storage.refunds import refund_of
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class CreditNote:
    """A credit note to the claim, and its paper where there is one."""

    claim: Claim
    document_id: UUID | None


async def behind(connection: Connection, token: PageToken, *, lock: bool = False) -> Claim:
    """The claim whose page the token opens. Raises NotFoundError, the same for an unknown claim and for a wrong key.

    With `lock` it is locked once the key has opened it, and read again: what the lock waited for is then seen.
    """
    claim = await _opened(connection, token)
    if lock:
        return await get(connection, claim.merchant_id, claim.claim_id, lock=True)
    return claim


async def _opened(connection: Connection, token: PageToken) -> Claim:
    row = await connection.fetchrow(
        f"""SELECT c.*, {COUNT} FROM house.claim_directory d JOIN claim c USING (merchant_id, claim_id)
             WHERE d.claim_no = $1""",
        token.claim_no,
    )
    claim = claim_of(row) if row is not None else None
    if claim is None or not token.opens(claim):
        raise NotFoundError("page", "of this link")
    return claim


async def notes_of(connection: Connection, claim: Claim) -> Sequence[CreditNote]:
    """The credit notes that were issued to the claim, oldest first."""
    rows = await connection.fetch(
        f"""SELECT c.*, {COUNT}, (SELECT d.document_id FROM document d
                     WHERE (d.merchant_id, d.claim_id, d.kind) = (c.merchant_id, c.claim_id, c.kind)
                     ORDER BY d.document_id LIMIT 1) AS paper
              FROM claim c
             WHERE c.merchant_id = $1 AND c.credits_claim_id = $2 AND c.issued_on IS NOT NULL ORDER BY c.claim_no""",
        claim.merchant_id,
        claim.claim_id,
    )
    return [CreditNote(claim_of(row), row["paper"]) for row in rows]


async def refunds_of(connection: Connection, claim: Claim) -> Sequence[Refund]:
    """What goes or went back to the claim's payer, oldest first."""
    rows = await connection.fetch(
        """SELECT * FROM refund WHERE merchant_id = $1 AND claim_id = $2 AND state NOT IN ('cancelled', 'owing')
            ORDER BY refund_id""",
        claim.merchant_id,
        claim.claim_id,
    )
    return [refund_of(row) for row in rows]
