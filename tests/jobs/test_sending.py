"""Around a sending: two transactions, and nothing open in the database between them."""

import asyncpg

from fordring.jobs.sending import send_once
from fordring.storage.transaction import Connection, Database

OPEN = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'"


async def test_the_attempt_is_taken_sent_with_nothing_open_and_recorded(
    database: Database, owner: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    story: list[str] = []

    async def take(connection: Connection) -> str:
        assert connection.is_in_transaction()
        story.append("taken")
        return "letter 1"

    async def send(attempt: str) -> str:
        story.append(f"sent {attempt}, {await owner.fetchval(OPEN)} transactions open")
        return "delivered"

    async def record(connection: Connection, attempt: str, result: str) -> None:
        assert connection.is_in_transaction()
        story.append(f"{attempt} {result}")

    assert await send_once(database, take, send, record)
    assert story == ["taken", "sent letter 1, 0 transactions open", "letter 1 delivered"]


async def test_without_an_attempt_to_take_nothing_is_sent(database: Database) -> None:
    async def nothing(_connection: Connection) -> None:
        return None

    async def never(*_: object) -> None:
        raise AssertionError("there was nothing to send")

    assert not await send_once(database, nothing, never, never)
