"""Fresh ids: version 7, so that rows written together lie together."""

from uuid import UUID

from uuid_utils import uuid7


def new_id() -> UUID:
    """An id that sorts by when it was made."""
    return UUID(bytes=uuid7().bytes)
