"""The sandbox's mailbox: every e-mail and letter that sandbox merchants would have sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from fordring.domain.claim.page_link import PageToken
from fordring.domain.errors import NotFoundError
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class MailboxMessage:
    """One message. `channel` is email or letter; `received_at` is the merchant's clock, `recorded_at` the wall's."""

    merchant_id: UUID
    message_id: UUID
    delivery_id: UUID
    channel: str
    recipient: str
    subject: str
    body_text: str
    body_html: str | None
    document_id: UUID | None
    received_at: datetime
    recorded_at: datetime
    attachment_ids: Sequence[UUID] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """A message with its sender's name, public id and country, and its claim's public id, or the report in it.

    `page_token` opens the page of the claim's payer.
    """

    message: MailboxMessage
    merchant_name: str
    account_id: str
    country: str
    claim_no: int | None
    report_id: UUID | None
    filetypes: Sequence[str] | None
    page_token: str | None = None


SELECT = """
    SELECT x.*, m.name AS merchant_name, m.account_id, m.country, c.claim_no, c.page_key, d.report_id, d.filetypes
      FROM mailbox_message x JOIN merchant m USING (merchant_id)
      JOIN delivery d USING (merchant_id, delivery_id) LEFT JOIN claim c USING (merchant_id, claim_id)"""


def _received_of(row: asyncpg.Record) -> Received:
    message = MailboxMessage(**{name: row[name] for name in MailboxMessage.__slots__})
    token = PageToken(row["claim_no"], row["page_key"]).text if row["claim_no"] else None
    told = {
        name: row[name] for name in ("merchant_name", "account_id", "country", "claim_no", "report_id", "filetypes")
    }
    return Received(message=message, page_token=token, **told)


async def put(connection: Connection, message: MailboxMessage) -> None:
    """Keep a message; one delivery leaves one, however often it is attempted."""
    names = MailboxMessage.__slots__
    places = ", ".join(f"${place}" for place in range(1, len(names) + 1))
    await connection.execute(
        f"""INSERT INTO mailbox_message ({", ".join(names)}) VALUES ({places})
            ON CONFLICT (merchant_id, delivery_id) DO NOTHING""",
        *(getattr(message, name) for name in names),
    )


async def newest(connection: Connection, before: UUID | None, limit: int) -> list[Received]:
    """Up to `limit` messages of all sandbox merchants, newest first; after message `before` when it is given."""
    rows = await connection.fetch(
        f"""{SELECT} WHERE $1::uuid IS NULL OR (x.recorded_at, x.message_id) <
                (SELECT b.recorded_at, b.message_id FROM mailbox_message b WHERE b.message_id = $1)
            ORDER BY x.recorded_at DESC, x.message_id DESC LIMIT $2""",
        before,
        limit,
    )
    return [_received_of(row) for row in rows]


async def get(connection: Connection, message_id: UUID) -> Received:
    """One message. Raises NotFoundError."""
    row = await connection.fetchrow(f"{SELECT} WHERE x.message_id = $1", message_id)
    if row is None:
        raise NotFoundError("message", message_id)
    return _received_of(row)
