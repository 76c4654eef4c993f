"""What calls to a merchant are signed with: one secret, the newest."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fordring.domain.errors import NotFoundError
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Signature:
    """A secret, and by whom and when (wall clock) it was made. It is kept as it is: signing needs it."""

    signature_id: UUID
    secret: str
    created_at: datetime
    created_by: str


def fresh(wall: datetime, by: str) -> Signature:
    """A secret of 256 random bits."""
    return Signature(new_id(), secrets.token_hex(SECRET_BYTES), wall, by)


async def get(connection: Connection, merchant_id: UUID) -> Signature:
    """The secret in use. Raises NotFoundError where calls are not signed."""
    row = await connection.fetchrow(
        """SELECT signature_id, signature_secret AS secret, signature_created_at AS created_at,
                  signature_created_by AS created_by FROM merchant WHERE merchant_id = $1 AND signature_secret <> ''""",
        merchant_id,
    )
    if row is None:
        raise NotFoundError("signature secret", merchant_id)
    return Signature(**dict(row))


async def save(connection: Connection, merchant_id: UUID, signature: Signature) -> None:
    """Sign with this one from now on."""
    await connection.execute(
        """UPDATE merchant SET signature_id = $2, signature_secret = $3, signature_created_at = $4,
                  signature_created_by = $5 WHERE merchant_id = $1""",
        merchant_id,
        signature.signature_id,
        signature.secret,
        signature.created_at,
        signature.created_by,
    )
