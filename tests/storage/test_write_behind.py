"""Writing behind deciding: one write after the other, errors come out, and the connection is free afterwards."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from fordring.storage.write_behind import DECISIONS_BETWEEN, WriteBehind


class BrokenError(Exception):
    """What goes wrong."""


class Table:
    """What was begun and written, in order."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.open = asyncio.Event()

    async def write(self, name: str) -> None:
        """Written when the table is open."""
        self.told.append(f"{name} begins")
        await self.open.wait()
        self.told.append(f"{name} is written")

    async def fail(self) -> None:
        """Never written."""
        raise BrokenError


async def test_a_write_goes_on_while_more_is_decided_and_the_next_waits_for_it() -> None:
    table = Table()
    async with WriteBehind() as behind:
        await behind.begin(lambda: table.write("first"))
        for _ in range(DECISIONS_BETWEEN):
            await behind.decided()
        assert table.told == ["first begins"]
        table.open.set()
        await behind.begin(lambda: table.write("second"))
        assert table.told == ["first begins", "first is written"]
    assert table.told[2:] == ["second begins", "second is written"]


async def _written(*writes: Callable[[], Awaitable[None]], decide: Callable[[], None] = lambda: None) -> None:
    async with WriteBehind() as behind:
        for write in writes:
            await behind.begin(write)
        decide()


def _decide_wrongly() -> None:
    raise ValueError("decided wrongly")


async def test_a_failed_write_is_raised_at_the_next() -> None:
    table = Table()
    with pytest.raises(BrokenError):
        await _written(table.fail, lambda: table.write("never"))
    assert table.told == []


async def test_the_last_failed_write_is_raised_at_the_end() -> None:
    with pytest.raises(BrokenError):
        await _written(Table().fail)


async def test_a_failed_decision_waits_for_the_write_and_is_what_is_raised() -> None:
    table = Table()
    table.open.set()
    with pytest.raises(ValueError, match="decided wrongly"):
        await _written(lambda: table.write("first"), decide=_decide_wrongly)
    assert table.told == ["first begins", "first is written"]
