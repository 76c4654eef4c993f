"""What fell away of a claim by an entry, for it to be open again where it should not have fallen."""

from dataclasses import dataclass
from datetime import date

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.parts import PARTS, Parts
from fordring.domain.ledger.accounts import RECEIVABLE, Account
from fordring.storage.transaction import Connection

REOPENED = "reopened"
"""The kind of the entries by which it is open again."""

LAST = """
    SELECT e.kind, e.value_on, array_agg((p.account, p.amount_minor)) AS postings
      FROM posting p JOIN entry e ON (e.merchant_id, e.entry_id, e.recorded_at) = ($1, p.entry_id, p.recorded_at)
     WHERE p.merchant_id = $1 AND p.claim_id = $2 AND e.kind = ANY($3)
     GROUP BY e.entry_id, e.kind, e.value_on ORDER BY e.entry_id DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Fallen:
    """The parts that fell away, and the day it counts from; `operators_minor` of it was the operator's to come."""

    value_on: date
    parts: Parts
    operators_minor: int


async def last_fallen(connection: Connection, claim: Claim, kind: str) -> Fallen | None:
    """What fell by the claim's last entry of that kind; None where there is none, or it is open again."""
    row = await connection.fetchrow(LAST, claim.merchant_id, claim.claim_id, [kind, REOPENED])
    if row is None or row["kind"] == REOPENED:
        return None
    sums: dict[str, int] = {}
    for account, minor in row["postings"]:
        sums[account] = sums.get(account, 0) + minor
    parts = Parts(**{part.value: -sums.get(RECEIVABLE[part], 0) for part in PARTS})
    return Fallen(row["value_on"], parts, sums.get(Account.EXPECTED_OPERATOR, 0))
