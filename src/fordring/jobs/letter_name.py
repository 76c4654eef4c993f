"""The name of one sending of a document at the print house: the document's id, with `-2` behind it for the second."""

import re
from uuid import UUID

from fordring.storage.deliveries import Delivery

_NAME = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-([2-9]|[1-9][0-9]{1,3}))?", re.IGNORECASE)


def letter_name(delivery: Delivery) -> str:
    """How the sending is called in the outbox and in acknowledgements."""
    again = f"-{delivery.sending_no}" if delivery.sending_no > 1 else ""
    return f"{delivery.document_id}{again}"


def sending_named(name: str) -> tuple[UUID, int] | None:
    """The document and which sending of it that is; None for a name that is none of ours."""
    found = _NAME.fullmatch(name)
    return (UUID(found[1]), int(found[2] or 1)) if found else None
