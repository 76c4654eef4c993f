"""Writing while the next rows are decided: on one connection one write after the other, beside the work that goes on.

For runs that decide thousands of rows in one transaction: the database and this process are then busy together.
"""

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

DECISIONS_BETWEEN = 4
"""How many may be made before the write that is going on gets a turn, half a millisecond apart."""


class WriteBehind:
    """At most one write at a time. Leaving the block waits for the last; a write's error is raised at the next step."""

    def __init__(self) -> None:
        self._writing: asyncio.Future[None] | None = None
        self._decided = 0

    async def begin(self, write: Callable[[], Awaitable[None]]) -> None:
        """Begin this write when the one before is done, and go on without waiting for it."""
        await self._written()
        self._writing = asyncio.ensure_future(write())

    async def decided(self) -> None:
        """Say after each decision: now and then the write that is going on gets a turn."""
        self._decided += 1
        if self._decided % DECISIONS_BETWEEN == 0 and self._writing is not None:
            await asyncio.sleep(0)

    async def _written(self) -> None:
        writing, self._writing = self._writing, None
        if writing is not None:
            await writing

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if kind is None:
            await self._written()
        elif self._writing is not None:  # the connection must be free before anything can be rolled back
            await asyncio.gather(self._writing, return_exceptions=True)
