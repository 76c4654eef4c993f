"""What letters say in figures, as it was frozen when they were made; rows are added in the unit of their step."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fordring.domain.errors import NotFoundError
from fordring.storage.transaction import Connection


async def content_of(connection: Connection, merchant_id: UUID, document_id: UUID) -> Mapping[str, Any]:
    """The frozen content of a letter document. Raises NotFoundError."""
    row = await connection.fetchrow(
        "SELECT content FROM letter WHERE merchant_id = $1 AND document_id = $2", merchant_id, document_id
    )
    if row is None:
        raise NotFoundError("file", document_id)
    content: Mapping[str, Any] = row["content"]
    return content


async def claims_in(connection: Connection, merchant_id: UUID, document_id: UUID) -> list[UUID]:
    """The claims that a letter is about, in the order of ids; none for a document that is no such letter."""
    rows = await connection.fetch(
        """SELECT (jsonb_path_query(content, '$.claims[*].claim_id') #>> '{}')::uuid AS claim_id FROM letter
            WHERE merchant_id = $1 AND document_id = $2 ORDER BY claim_id""",
        merchant_id,
        document_id,
    )
    return [row["claim_id"] for row in rows]
