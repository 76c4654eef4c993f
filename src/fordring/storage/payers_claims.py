"""All claims on one payer's card that are not closed, and where letters about them go."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.whereabouts import Contact
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


async def unclosed(connection: Connection, merchant_id: UUID, payer_key: str) -> list[UUID]:
    """Those that are not closed; drafts and credit notes among them. The states one by one, for each has its index."""
    rows = await connection.fetch(
        """SELECT claim_id FROM claim WHERE merchant_id = $1 AND payer_key = $2 AND state = 'issued'
            UNION ALL
           SELECT claim_id FROM claim WHERE merchant_id = $1 AND payer_key = $2 AND state = 'scheduled'
            UNION ALL
           SELECT claim_id FROM claim WHERE merchant_id = $1 AND payer_key = $2 AND state = 'draft'""",
        merchant_id,
        payer_key,
    )
    return [row["claim_id"] for row in rows]


async def save_contacts(connection: Connection, merchant_id: UUID, contacts: Mapping[UUID, Contact]) -> None:
    """Store where letters about these claims go by now. Lock the claims before."""
    await connection.execute(
        """UPDATE claim c SET contact = n.contact
             FROM unnest($2::uuid[], $3::jsonb[]) AS n(claim_id, contact)
            WHERE (c.merchant_id, c.claim_id) = ($1, n.claim_id)""",
        merchant_id,
        list(contacts),
        list(contacts.values()),
    )
