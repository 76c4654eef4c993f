"""Identifications of payers, and the secrets that lead to them: of a link or a `state` only the SHA-256 is kept."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.domain.identity.person import Person
from fordring.domain.identity.verification import Failure, Journey, Pending, Standing, Verification
from fordring.domain.parties import Billing
from fordring.domain.purchase.purchase import Product
from fordring.storage.house.tokens import sha256_of
from fordring.storage.transaction import Connection

FORGOTTEN_AT_ONCE = 1_000
PER_CHECKOUT_MAX = 20
"""A checkout that is paid again and again without identification keeps its newest."""

COLUMNS = (
    *("merchant_id", "verification_id", "checkout_id", "standing", "product", "billing", "address", "seen", "said"),
    *("journey", "failure", "person", "sealed_id", "purchase_id", "created_at", "expires_at"),
)
ADD = f"""INSERT INTO verification ({", ".join(COLUMNS)})
          VALUES ({", ".join(f"${place}" for place, _ in enumerate(COLUMNS, 1))})"""
MUTABLE = COLUMNS[3:]
SAVE = f"""UPDATE verification SET {", ".join(f"{name} = ${place}" for place, name in enumerate(MUTABLE, 3))}
            WHERE merchant_id = $1 AND verification_id = $2"""
TRIM = """
    WITH gone AS (
        DELETE FROM verification v USING (
            SELECT verification_id FROM verification
             WHERE merchant_id = $1 AND checkout_id = $2 AND purchase_id IS NULL
             ORDER BY created_at DESC, verification_id DESC OFFSET $3) AS old
         WHERE v.merchant_id = $1 AND v.verification_id = old.verification_id
        RETURNING v.verification_id)
    DELETE FROM house.verification_link l USING gone
     WHERE l.merchant_id = $1 AND l.verification_id = gone.verification_id"""

# A payer who is on the way holds its row: it is passed over, and is the next sweep's.
FORGET = """
    WITH gone AS (
        DELETE FROM verification v USING (
            SELECT merchant_id, verification_id FROM verification
             WHERE purchase_id IS NULL AND created_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED) AS old
         WHERE (v.merchant_id, v.verification_id) = (old.merchant_id, old.verification_id)
        RETURNING v.merchant_id, v.verification_id),
    unlinked AS (
        DELETE FROM house.verification_link l USING gone
         WHERE (l.merchant_id, l.verification_id) = (gone.merchant_id, gone.verification_id))
    SELECT count(*) FROM gone"""


async def add(connection: Connection, verification: Verification, secret: str, wall: datetime) -> None:
    """A new one, which `secret` leads to. Of a checkout with too many of them the oldest go."""
    merchant_id, checkout_id = verification.merchant_id, verification.checkout_id
    row = _row_of(verification)
    await connection.execute(ADD, *(row[name] for name in COLUMNS))
    await _add_link(connection, verification, sha256_of(secret), wall)
    await connection.execute(TRIM, merchant_id, checkout_id, PER_CHECKOUT_MAX)


async def forget_unused(connection: Connection, before: datetime) -> int:
    """Delete some of those that were begun before and that no purchase came of, with what leads to them; how many."""
    return int(await connection.fetchval(FORGET, before, FORGOTTEN_AT_ONCE))


async def by_secret(connection: Connection, secret: str, *, lock: bool = False) -> Verification:
    """Where a page's link leads. Raises NotFoundError."""
    return await _by_hash(connection, sha256_of(secret), lock=lock)


async def by_state(connection: Connection, state: str, *, lock: bool = False) -> Verification:
    """Where the `state` of a callback leads. Raises NotFoundError."""
    return await _by_hash(connection, sha256_of_state(state), lock=lock)


def sha256_of_state(state: str) -> str:
    """What is stored of a `state`; providers know it, so it must lead to no page."""
    return sha256_of(f"state {state}")


async def _by_hash(connection: Connection, sha256: str, *, lock: bool) -> Verification:
    if lock:  # in a statement of its own: what the lock waited for must be visible to the reading behind it
        await connection.execute(
            """SELECT FROM house.verification_link JOIN verification v USING (merchant_id, verification_id)
                WHERE token_sha256 = $1 FOR UPDATE OF v""",
            sha256,
        )
    row = await connection.fetchrow(
        """SELECT v.* FROM house.verification_link JOIN verification v USING (merchant_id, verification_id)
            WHERE token_sha256 = $1""",
        sha256,
    )
    if row is None:
        raise NotFoundError("identification", "of this link")
    return _verification_of(row)


async def verified(connection: Connection, merchant_id: UUID, checkout_id: UUID, wall: datetime) -> list[Verification]:
    """The checkout's identifications that hold now, newest first."""
    rows = await connection.fetch(
        """SELECT * FROM verification
            WHERE merchant_id = $1 AND checkout_id = $2 AND standing = 'verified' AND expires_at > $3
            ORDER BY created_at DESC FOR UPDATE""",
        merchant_id,
        checkout_id,
        wall,
    )
    return [_verification_of(row) for row in rows]


async def save(connection: Connection, before: Verification, verification: Verification, wall: datetime) -> None:
    """Store what changed of a locked one. A new way to a provider is found by its `state` from now on."""
    row = _row_of(verification)
    values = (row[name] for name in MUTABLE)
    await connection.execute(SAVE, verification.merchant_id, verification.verification_id, *values)
    known = before.journey.state_sha256 if before.journey else ""
    if verification.journey is not None and verification.journey.state_sha256 != known:
        await _add_link(connection, verification, verification.journey.state_sha256, wall)


async def _add_link(connection: Connection, verification: Verification, sha256: str, wall: datetime) -> None:
    await connection.execute(
        """INSERT INTO house.verification_link (token_sha256, merchant_id, verification_id, recorded_at)
           VALUES ($1, $2, $3, $4)""",
        sha256,
        verification.merchant_id,
        verification.verification_id,
        wall,
    )


def _row_of(verification: Verification) -> Mapping[str, Any]:
    pending = verification.pending
    return {
        **{name: getattr(verification, name) for name in COLUMNS if hasattr(verification, name)},
        "product": pending.product,
        "billing": asdict(pending.billing),
        "address": dict(pending.address),
        "seen": pending.seen,
        "said": dict(pending.said),
        "journey": asdict(verification.journey) if verification.journey else None,
        "person": asdict(verification.person) if verification.person else None,
    }


def _verification_of(row: asyncpg.Record) -> Verification:
    names = ("merchant_id", "verification_id", "checkout_id", "sealed_id", "purchase_id", "created_at", "expires_at")
    journey, person = row["journey"], row["person"]
    return Verification(
        **{name: row[name] for name in names},
        pending=Pending(
            product=Product(row["product"]),
            billing=Billing(**row["billing"]),
            address=row["address"],
            seen=row["seen"],
            said=row["said"],
        ),
        standing=Standing(row["standing"]),
        journey=Journey(**journey | {"started_at": _moment(journey["started_at"])}) if journey else None,
        failure=Failure(row["failure"]) if row["failure"] else None,
        person=Person(**person | {"authenticated_at": _moment(person["authenticated_at"])}) if person else None,
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
