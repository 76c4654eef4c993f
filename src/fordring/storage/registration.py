"""What registering a claim must know before it decides, in two round trips: one to queue up, one to look."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.merchant import BankAccount
from fordring.domain.references import issue_reference
from fordring.storage import claims
from fordring.storage.claims import COUNT, claim_of
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Names:
    """What a client calls a claim of the merchant: its own id, else its own number; none when it says neither."""

    merchant_id: UUID
    kind: ClaimKind
    own_id: str | None
    own_number: str | None

    def locks(self) -> list[str]:
        """What is locked for each name, in the order of locking."""
        told = (("id", self.own_id), ("no", self.own_number))
        return sorted(f"{self.merchant_id} {self.kind} {field} {text}" for field, text in told if text)


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


async def queue_up(connection: Connection, names: Names) -> int:
    """Until the commit nobody else registers under these names. The next public claim id; gaps are fine here."""
    return int(
        await connection.fetchval(
            """SELECT nextval('house.claim_no')
                 FROM (SELECT count(pg_advisory_xact_lock(hashtextextended(name, 7266004)))
                         FROM unnest($1::text[]) AS name) AS queue""",
            names.locks(),
        )
    )


async def earlier(
    connection: Connection, names: Names, payer_key: str | None, account: BankAccount, reference: str
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
        names.merchant_id,
        names.kind,
        names.own_id,
        names.own_number,
        payer_key,
        account.bank_account_id,
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
