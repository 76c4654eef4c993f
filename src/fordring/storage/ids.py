"""Fresh ids: version 7, so that rows written together lie together; and what a new merchant is known by."""

import secrets
from uuid import UUID

from asyncpg.pgproto import pgproto
from uuid_utils import uuid7

PREFIX_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_id() -> UUID:
    """An id that sorts by when it was made; a UUID as the database's driver makes them, which it sends fastest."""
    made: UUID = pgproto.UUID(uuid7().bytes)
    return made


def fresh_account_id(*, sandbox: bool) -> str:
    """A public id of a merchant. Two may be alike: the database refuses the second, and it is drawn again."""
    return f"{'T' if sandbox else 'P'}{secrets.randbelow(10**8):08}"


def fresh_prefix() -> str:
    """Five characters that a merchant's invoice numbers begin with, none that is taken for another."""
    return "".join(secrets.choice(PREFIX_LETTERS) for _ in range(5))
