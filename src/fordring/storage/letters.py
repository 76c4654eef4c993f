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
