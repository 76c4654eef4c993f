"""The wall clock: the only place where time is read."""

from datetime import UTC, datetime


def wall() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)
