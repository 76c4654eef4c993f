"""Accounts for refunds that wait for their code, and those that had it."""

from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from fordring.domain.claim.claim import Claim
from fordring.domain.errors import NotFoundError
from fordring.domain.payment.confirmation import Confirmation
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit

NAMES = tuple(Confirmation.__slots__)
A_DAY = timedelta(days=1)


def add(unit: Unit, confirmation: Confirmation) -> None:
    """A new one."""
    unit.add("account_confirmation", {name: getattr(confirmation, name) for name in NAMES})


async def get(connection: Connection, merchant_id: UUID, confirmation_id: UUID, *, lock: bool = False) -> Confirmation:
    """One of the merchant's. Raises NotFoundError."""
    row = await connection.fetchrow(
        f"""SELECT * FROM account_confirmation WHERE merchant_id = $1 AND confirmation_id = $2
            {"FOR UPDATE" if lock else ""}""",
        merchant_id,
        confirmation_id,
    )
    if row is None:
        raise NotFoundError("confirmation", confirmation_id)
    return _confirmation_of(row)


async def newest(connection: Connection, claim: Claim, *, lock: bool = False) -> Confirmation | None:
    """The claim's last one; what came before it counts no more."""
    row = await connection.fetchrow(
        f"""SELECT * FROM account_confirmation WHERE merchant_id = $1 AND claim_id = $2
             ORDER BY created_at DESC, confirmation_id DESC LIMIT 1 {"FOR UPDATE" if lock else ""}""",
        claim.merchant_id,
        claim.claim_id,
    )
    return _confirmation_of(row) if row is not None else None


async def count_of_day(connection: Connection, claim: Claim, wall: datetime) -> int:
    """How many there were in the last 24 hours."""
    return int(
        await connection.fetchval(
            """SELECT count(*) FROM account_confirmation
                WHERE merchant_id = $1 AND claim_id = $2 AND created_at > $3""",
            claim.merchant_id,
            claim.claim_id,
            wall - A_DAY,
        )
    )


async def save(connection: Connection, confirmation: Confirmation) -> None:
    """Store what changed of a locked one."""
    await connection.execute(
        """UPDATE account_confirmation SET code_sha256 = $3, tries = $4, sends = $5, expires_at = $6, ended_at = $7
            WHERE merchant_id = $1 AND confirmation_id = $2""",
        confirmation.merchant_id,
        confirmation.confirmation_id,
        confirmation.code_sha256,
        confirmation.tries,
        confirmation.sends,
        confirmation.expires_at,
        confirmation.ended_at,
    )


def _confirmation_of(row: asyncpg.Record) -> Confirmation:
    return Confirmation(**{name: row[name] for name in NAMES})
