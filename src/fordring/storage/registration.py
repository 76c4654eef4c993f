"""What registering a claim must know before it decides: a fresh id, the payer's card, who has the reference already."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.merchant import BankAccount
from fordring.domain.references import issue_reference
from fordring.storage import claims
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Earlier:
    """Claims of the merchant that may be the same thing, oldest first.

    `same` bear the client's own id (without one, its own number); `namesakes` the own number under another own id.
    """

    same: tuple[Claim, ...] = ()
    namesakes: tuple[Claim, ...] = ()


async def earlier(
    connection: Connection, merchant_id: UUID, kind: ClaimKind, own_id: str | None, own_number: str | None
) -> Earlier:
    """What was registered before; until the commit nobody else registers under these names."""
    names = (f"{merchant_id} {kind} {field} {text}" for field, text in (("id", own_id), ("no", own_number)) if text)
    for name in sorted(names):
        await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 7266004))", name)
    same: list[Claim] = []
    if own_id or own_number:
        same = await claims.same_registration(connection, merchant_id, kind, own_id, own_number)
    numbered = await claims.same_registration(connection, merchant_id, kind, None, own_number) if own_number else []
    known = {claim.claim_id for claim in same}
    return Earlier(tuple(same), tuple(claim for claim in numbered if claim.claim_id not in known))


async def card_of(connection: Connection, merchant_id: UUID, payer_key: str) -> Mapping[str, Any] | None:
    """What the payer's card says now, or None when there is no such card."""
    card: Mapping[str, Any] | None = await connection.fetchval(
        "SELECT billing FROM payer WHERE merchant_id = $1 AND payer_key = $2", merchant_id, payer_key
    )
    return card


async def is_taken(connection: Connection, bank_account_id: UUID, reference: str) -> bool:
    """Whether payments with this reference on this account belong to a claim; until the commit nobody else takes it."""
    await connection.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 7266005))", f"{bank_account_id} {reference}"
    )
    return bool(
        await connection.fetchval(
            "SELECT EXISTS (SELECT FROM house.reference WHERE bank_account_id = $1 AND reference = $2)",
            bank_account_id,
            reference,
        )
    )


async def fresh_no(connection: Connection, account: BankAccount) -> int:
    """The next public claim id whose payment reference no client has given to another claim on this account."""
    claim_no = await claims.next_no(connection)
    while await is_taken(connection, account.bank_account_id, issue_reference(account.agreement, claim_no)):
        claim_no = await claims.next_no(connection)
    return claim_no
