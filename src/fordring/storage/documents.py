"""Documents: rendered once, or handed in by the client; stored under their checksum, never redrawn."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.storage import letters
from fordring.storage.claims import touch
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a claim. Until it is rendered `blob_key`, `sha256` and `template_version` are None.

    One that was handed in has its type in the client's words, `uploaded_as`, and a `file_name`.
    """

    merchant_id: UUID
    document_id: UUID
    claim_id: UUID
    kind: str
    media_type: str
    blob_key: str | None
    sha256: str | None
    size_bytes: int | None
    template_version: str | None
    created_at: datetime
    uploaded_as: str | None = None
    file_name: str | None = None


def document_of(row: asyncpg.Record) -> Document:
    """The document in a row of `document`."""
    return Document(**{name: row[name] for name in Document.__slots__})


async def get(connection: Connection, merchant_id: UUID, document_id: UUID) -> Document:
    """One document of the merchant. Raises NotFoundError, also for another merchant's."""
    row = await connection.fetchrow(
        "SELECT * FROM document WHERE merchant_id = $1 AND document_id = $2", merchant_id, document_id
    )
    if row is None:
        raise NotFoundError("file", document_id)
    return document_of(row)


async def of_claims(connection: Connection, merchant_id: UUID, claim_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """The ids of each claim's documents that are no uploads, the oldest first."""
    rows = await connection.fetch(
        """SELECT claim_id, document_id FROM document
            WHERE merchant_id = $1 AND claim_id = ANY($2) AND uploaded_as IS NULL ORDER BY document_id""",
        merchant_id,
        list(claim_ids),
    )
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for row in rows:
        found[row["claim_id"]].append(row["document_id"])
    return found


async def rendered(connection: Connection, document: Document, at: datetime) -> Document:
    """Store the one rendering; who rendered first wins, and that rendering is answered.

    Locks the claim first, or every claim that it is a letter about: it is shown with each.
    """
    about = await letters.claims_in(connection, document.merchant_id, document.document_id)
    for claim_id in about or [document.claim_id]:
        await touch(connection, document.merchant_id, claim_id, at)
    row = await connection.fetchrow(
        """UPDATE document SET blob_key = $3, sha256 = $4, size_bytes = $5, template_version = $6, rendered_at = $7
            WHERE merchant_id = $1 AND document_id = $2 AND blob_key IS NULL RETURNING *""",
        document.merchant_id,
        document.document_id,
        document.blob_key,
        document.sha256,
        document.size_bytes,
        document.template_version,
        at,
    )
    return document_of(row) if row else await get(connection, document.merchant_id, document.document_id)
