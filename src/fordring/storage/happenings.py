"""What happened to a merchant's claims, purchases and payouts since a moment, as one story in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened, at a time of the merchant's clock: `claim.issued`, `purchase.paid`, `payout.sent`.

    `subject` names it by its public numbers, `facts` holds amounts (minor units), states and reasons.
    """

    at: datetime
    what: str
    subject: Mapping[str, Any]
    facts: Mapping[str, Any]


# Within one moment claims stand in the order of their numbers, purchases behind their claim (those that wait for one
# first), payouts last: that order does not depend on which worker did what first.
SINCE = """
    SELECT e.at, 'claim.' || e.kind AS what, c.claim_no AS place, 1 AS rank, c.claim_id AS which, e.event_no,
           jsonb_build_object('claim', c.claim_no, 'number', coalesce(c.own_number, c.number)) AS subject,
           e.facts || jsonb_build_object('state', e.state) AS facts
      FROM claim_event e JOIN claim c USING (merchant_id, claim_id)
     WHERE e.merchant_id = $1 AND e.recorded_at >= $2
    UNION ALL
    SELECT e.at, 'purchase.' || e.kind, coalesce(c.claim_no, 0), 2, p.purchase_id, e.event_no,
           jsonb_build_object('purchase', p.purchase_id, 'merchant_reference', p.merchant_reference),
           jsonb_build_object('status', e.status, 'amount_minor', e.amount_minor, 'currency', p.currency)
      FROM purchase_event e JOIN purchase p USING (merchant_id, purchase_id)
      LEFT JOIN claim c USING (merchant_id, claim_id)
     WHERE e.merchant_id = $1 AND e.recorded_at >= $2
    UNION ALL
    SELECT o.created_at, 'payout.sent', 9223372036854775807, 3, o.payout_id, 1,
           jsonb_build_object('payout', o.reference),
           jsonb_build_object('amount_minor', o.net_minor, 'currency', o.currency)
      FROM payout o WHERE o.merchant_id = $1 AND o.payout_id > $3
     ORDER BY at, place, rank, which, event_no"""


async def since(connection: Connection, merchant_id: UUID, wall: datetime, first_id: UUID) -> list[Happening]:
    """Everything recorded from `wall` on, in the order of the merchant's clock.

    Payouts bear no recording time: theirs are the ids made after `first_id`.
    """
    rows = await connection.fetch(SINCE, merchant_id, wall, first_id)
    return [Happening(row["at"], row["what"], row["subject"], row["facts"]) for row in rows]
