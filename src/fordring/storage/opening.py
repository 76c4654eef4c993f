"""What paying by invoice must know before it decides, read in one round trip."""

from dataclasses import dataclass
from uuid import UUID

from fordring.domain.errors import NotFoundError
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.offer import Terms
from fordring.storage.merchants import COLUMNS, FROM, merchant_of
from fordring.storage.terms import terms_of
from fordring.storage.transaction import Connection

OF_REFERENCE = "WHERE {0}.merchant_id = m.merchant_id AND {0}.merchant_reference = $3"
PURCHASE, CHECKOUT = OF_REFERENCE.format("p"), OF_REFERENCE.format("k")
LOOKED_FOR = f"""
    EXISTS (SELECT FROM purchase p {PURCHASE})
        OR EXISTS (SELECT FROM checkout k {CHECKOUT} AND k.purchase_id IS NULL) AS used,
    EXISTS (SELECT FROM purchase p {PURCHASE} AND p.status NOT IN ('failed', 'declined')) AS succeeded"""
NOT_LOOKED_FOR = "false AS used, false AS succeeded"
"""A text of its own: with the question as a parameter the server would plan each payment anew."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The merchant, a fresh claim id, earlier uses of the reference, the profile's terms (none without a profile).

    A reference was used by whatever checkout bears it; it succeeded where a purchase came out and was not refused.
    """

    merchant: Merchant
    claim_no: int
    reference_used: bool
    reference_succeeded: bool
    terms: Terms


async def opening(
    connection: Connection,
    merchant_id: UUID,
    merchant_reference: str,
    profile_id: str,
    *,
    look_for_reference: bool,
) -> Opening:
    """One row of everything; earlier references only when asked for. Raises NotFoundError for an unknown merchant."""
    asked = (LOOKED_FOR, [merchant_reference]) if look_for_reference else (NOT_LOOKED_FOR, [])
    row = await connection.fetchrow(
        f"""SELECT {COLUMNS}, nextval('house.claim_no') AS claim_no, {asked[0]},
                (SELECT f.terms FROM profile f
                  WHERE f.merchant_id = m.merchant_id AND f.profile_id = $2) AS terms
            {FROM} WHERE m.merchant_id = $1""",
        merchant_id,
        profile_id,
        *asked[1],
    )
    if row is None:
        raise NotFoundError("merchant", merchant_id)
    terms = terms_of(row["terms"] or {})
    return Opening(merchant_of(row), row["claim_no"], row["used"], row["succeeded"], terms)


async def queue_up_for_reference(connection: Connection, merchant_id: UUID, merchant_reference: str) -> None:
    """One at a time with this reference until the commit, for callers that want it used only once."""
    await connection.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 7266002))", f"{merchant_id} {merchant_reference}"
    )
