"""Public ids: `{account}.{22 characters}`, a UUID in flickr's base 58 (API reference, checkout-id).

A file's id is its transaction's id and 22 characters more.
"""

import re
from uuid import UUID

from fordring.domain.errors import NotFoundError
from fordring.domain.short_ids import ALPHABET, LENGTH, long, public_id, short

__all__ = ["file_id", "long", "own_id", "parse_file_id", "parse_id", "public_id", "short"]

_SHORT = f"[{ALPHABET}]{{{LENGTH}}}"
_ONE = re.compile(rf"([PT][0-9]{{8}})\.({_SHORT})", re.ASCII)
_PLAIN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_FILE = re.compile(rf"([PT][0-9]{{8}})\.({_SHORT})\.({_SHORT})", re.ASCII)


def parse_id(what: str, text: str) -> tuple[str, UUID]:
    """Account and id behind a public id. Raises NotFoundError: what is no id is the id of nothing."""
    found = _ONE.fullmatch(text)
    try:
        if found:
            return found[1], long(found[2])
    except ValueError:
        pass
    raise NotFoundError(what, text)


def own_id(what: str, text: str, account_id: str) -> UUID:
    """The id behind a public id of this account. Raises NotFoundError for junk and for another account's alike."""
    owner, identifier = parse_id(what, text)
    if owner != account_id:
        raise NotFoundError(what, text)
    return identifier


def plain_id(what: str, text: str) -> UUID:
    """The id of a client, a grant or an API key. Raises NotFoundError: what is no id is the id of nothing."""
    if not _PLAIN.fullmatch(text):
        raise NotFoundError(what, text)
    return UUID(text)


def file_id(account_id: str, purchase_id: UUID, document_id: UUID) -> str:
    """The public id of a purchase's document."""
    return f"{account_id}.{short(purchase_id)}.{short(document_id)}"


def parse_file_id(text: str) -> tuple[str, UUID, UUID]:
    """Account, purchase and document behind a file's public id. Raises NotFoundError."""
    found = _FILE.fullmatch(text)
    try:
        if found:
            return found[1], long(found[2]), long(found[3])
    except ValueError:
        pass
    raise NotFoundError("file", text)
