"""Invitations, and the links that lead to them: of a link's secret only the SHA-256 is kept."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.domain.invitation import Guest, Invitation
from fordring.storage.house.tokens import sha256_of
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit

GUEST = tuple(Guest.__slots__)
REST = ("merchant_id", "invitation_id", "created_at", "created_by", "expires_at", "accepted_at")


def add(unit: Unit, invitation: Invitation) -> None:
    """A new invitation."""
    unit.add("invitation", {**asdict(invitation.guest), **{name: getattr(invitation, name) for name in REST}})


async def end_earlier(connection: Connection, merchant_id: UUID, guest: Guest, wall: datetime) -> None:
    """The guest's open invitations to this merchant in the same part end now: the newest one counts."""
    await connection.execute(
        """UPDATE invitation SET expires_at = $4
            WHERE merchant_id = $1 AND email = $2 AND accountant = $3 AND accepted_at IS NULL AND expires_at > $4""",
        merchant_id,
        guest.email,
        guest.accountant,
        wall,
    )


async def get(connection: Connection, merchant_id: UUID, invitation_id: UUID) -> Invitation:
    """One invitation of the merchant. Raises NotFoundError."""
    row = await connection.fetchrow(
        "SELECT * FROM invitation WHERE merchant_id = $1 AND invitation_id = $2", merchant_id, invitation_id
    )
    if row is None:
        raise NotFoundError("invitation", invitation_id)
    return _invitation_of(row)


async def add_link(connection: Connection, invitation: Invitation, secret: str, wall: datetime) -> None:
    """One more secret that leads to the invitation."""
    await connection.execute(
        """INSERT INTO house.invitation_link (token_sha256, merchant_id, invitation_id, recorded_at)
           VALUES ($1, $2, $3, $4)""",
        sha256_of(secret),
        invitation.merchant_id,
        invitation.invitation_id,
        wall,
    )


async def by_link(connection: Connection, secret: str, *, lock: bool = False) -> Invitation:
    """Where the link leads. Raises NotFoundError. A locked one is accepted by one at a time until the commit."""
    row = await connection.fetchrow(
        f"""SELECT i.* FROM house.invitation_link JOIN invitation i USING (merchant_id, invitation_id)
             WHERE token_sha256 = $1{" FOR UPDATE OF i" if lock else ""}""",
        sha256_of(secret),
    )
    if row is None:
        raise NotFoundError("invitation", "of this link")
    return _invitation_of(row)


async def accept(connection: Connection, invitation: Invitation, wall: datetime) -> None:
    """Its guest has said yes."""
    await connection.execute(
        "UPDATE invitation SET accepted_at = $3 WHERE merchant_id = $1 AND invitation_id = $2",
        invitation.merchant_id,
        invitation.invitation_id,
        wall,
    )


def _invitation_of(row: asyncpg.Record) -> Invitation:
    guest = Guest(**{name: row[name] for name in GUEST})
    return Invitation(guest=guest, **{name: row[name] for name in REST})
