"""Failed log-ins: counted per client id that was tried, known or not, for all processes together."""

from datetime import datetime, timedelta

from fordring.storage.house.tokens import sha256_of
from fordring.storage.transaction import Connection

FAILURES_MAX = 10
WINDOW = timedelta(minutes=1)


async def shut_until(connection: Connection, client_id: str, wall: datetime) -> datetime | None:
    """Until when nobody may log in with this client id; None when it is open.

    Log-ins that are under way at once are each let through: the limit is on what is known to have failed.
    """
    first_at: datetime | None = await connection.fetchval(
        "SELECT first_at FROM house.failed_login WHERE client_sha256 = $1 AND failures >= $2 AND first_at > $3",
        sha256_of(client_id),
        FAILURES_MAX,
        wall - WINDOW,
    )
    return None if first_at is None else first_at + WINDOW


async def count(connection: Connection, client_id: str, wall: datetime) -> None:
    """One more failure. The first after a window opens the next; whatever is past its window is forgotten."""
    await connection.execute("DELETE FROM house.failed_login WHERE first_at <= $1", wall - WINDOW)
    await connection.execute(
        """INSERT INTO house.failed_login AS known (client_sha256, failures, first_at) VALUES ($1, 1, $2)
           ON CONFLICT (client_sha256) DO UPDATE SET failures = known.failures + 1""",
        sha256_of(client_id),
        wall,
    )
