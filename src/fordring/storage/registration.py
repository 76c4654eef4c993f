"""What registering a claim must know before it decides, in two round trips: one to queue up, one to look."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.errors import ForeignCreditorError
from fordring.domain.merchant import BankAccount, Merchant
from fordring.domain.references import issue_reference
from fordring.storage import claims
from fordring.storage.claims import COUNT, claim_of
from fordring.storage.merchants import COLUMNS, FROM, merchant_of
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Names:
    """What a client calls a claim of the merchant: its own id, else its own number; none when it says neither."""

    creditor_no: int
    kind: ClaimKind
    own_id: str | None
    own_number: str | None

    def locks(self) -> list[str]:
        """What is locked for each name, in the order of locking."""
        told = (("id", self.own_id), ("no", self.own_number))
        return sorted(f"{self.creditor_no} {self.kind} {field} {text}" for field, text in told if text)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is there already: claims that may be the same thing, oldest first, the payer's card, the reference's use.

    `same` bear the client's own id (without one, its own number); `namesakes` the own number under another own id.
    `card` is None when there is none.
    """

    same: tuple[Claim, ...]
    namesakes: tuple[Claim, ...]
    card: Mapping[str, Any] | None
    reference_taken: bool


async def queue_up(connection: Connection, names: Names, covered: Collection[UUID]) -> tuple[Merchant, int]:
    """Until the commit nobody else registers under these names. The merchant, one of those covered, and a claim id.

    The id is the next public one; gaps are fine here. Raises ForeignCreditorError, one for unknown and for not covered.
    """
    row = await connection.fetchrow(
        f"""SELECT {COLUMNS}, nextval('house.claim_no') AS claim_no {FROM},
                   (SELECT count(pg_advisory_xact_lock(hashtextextended(name, 7266004)))
                      FROM unnest($2::text[]) AS name) AS queue
             WHERE m.creditor_no = $1 AND m.merchant_id = ANY($3::uuid[])""",
        names.creditor_no,
        names.locks(),
        list(covered),
    )
    if row is None:
        raise ForeignCreditorError
    return merchant_of(row), row["claim_no"]


async def earlier(
    connection: Connection, names: Names, merchant: Merchant, payer_key: str | None, reference: str
) -> Earlier:
    """What was registered before under these names, and the rest. `payer_key` is None for a payer without a card."""
    rows = await connection.fetch(
        f"""SELECT k.card, k.taken, c.*, {COUNT}
              FROM (SELECT (SELECT billing FROM payer WHERE merchant_id = $1 AND payer_key = $5),
                           EXISTS (SELECT FROM house.reference WHERE bank_account_id = $6 AND reference = $7)
                   ) AS k(card, taken)
              LEFT JOIN claim c ON c.merchant_id = $1 AND c.claim_id IN (
                   SELECT claim_id FROM claim WHERE merchant_id = $1 AND kind = $2 AND content ->> 'own_id' = $3
                    UNION SELECT claim_id FROM claim WHERE merchant_id = $1 AND kind = $2 AND own_number = $4)
             ORDER BY c.claim_no""",
        merchant.merchant_id,
        names.kind,
        names.own_id,
        names.own_number,
        payer_key,
        merchant.bank_account.bank_account_id,
        reference,
    )
    found = [claim_of(row) for row in rows if row["claim_id"] is not None]
    same = tuple(claim for claim in found if not names.own_id or claim.content.get("own_id") == names.own_id)
    namesakes = tuple(claim for claim in found if claim not in same)
    return Earlier(same, namesakes, rows[0]["card"], rows[0]["taken"])


async def fresh_no(connection: Connection, account: BankAccount) -> int:
    """The next public claim id whose payment reference no client has given to another claim on this account.

    Whoever takes it at the same time loses the race for the row, and is done again from the start.
    """
    while True:
        claim_no = await claims.next_no(connection)
        taken = await connection.fetchval(
            "SELECT EXISTS (SELECT FROM house.reference WHERE bank_account_id = $1 AND reference = $2)",
            account.bank_account_id,
            issue_reference(account.agreement, claim_no),
        )
        if not taken:
            return claim_no
