"""Credentials taken back: whether one still stands, and word of it to every process that remembers credentials."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from fordring.storage.transaction import Connection, Database

CHANNEL = "fordring_withdrawn"


async def stands(connection: Connection, client_id: str, generation: int, token_sha256: str) -> bool:
    """Whether a client's token is still good: the client is there, no later generation, and the token not revoked."""
    found = await connection.fetchval(
        """SELECT true FROM house.client
            WHERE client_id = $1 AND generation = $2 AND deleted_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM house.revoked_token WHERE token_sha256 = $3)""",
        client_id,
        generation,
        token_sha256,
    )
    return bool(found)


async def revoke(connection: Connection, token_sha256: str, expires_at: datetime, wall: datetime) -> None:
    """End one token. Those that have expired by themselves need no row any more."""
    await connection.execute("DELETE FROM house.revoked_token WHERE expires_at < $1", wall)
    await connection.execute(
        "INSERT INTO house.revoked_token (token_sha256, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        token_sha256,
        expires_at,
    )


async def announce(connection: Connection, holder: str) -> None:
    """Tell every process that something of this holder was withdrawn (a client's id, or a key's), when this commits."""
    await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, holder)


@asynccontextmanager
async def listening(database: Database, heard: Callable[[str], None]) -> AsyncIterator[Connection]:
    """A connection that hears of every withdrawal committed from now on and calls `heard` with its holder."""

    def tell(_connection: object, _process: int, _channel: str, holder: object) -> None:
        heard(str(holder))

    async with database.reading() as connection:
        await connection.add_listener(CHANNEL, tell)
        try:
            yield connection
        finally:
            if not connection.is_closed():
                await connection.remove_listener(CHANNEL, tell)


async def catch_up(connection: Connection) -> None:
    """Wait until a listening connection has heard of everything that was committed before now."""
    await connection.execute("SELECT 1")
