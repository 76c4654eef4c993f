"""A merchant's time: the clock of a sandbox merchant is moved day by day, and everything due on the way is done.

The day that was played last is stored after each one. A move that crashed left the clock on a day that is not finished;
the next move begins with that day, so nothing is left out and, acts being done once, nothing is done twice.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from fordring.domain.calendar import local_day, zone
from fordring.domain.errors import BusyError
from fordring.domain.merchant import Merchant
from fordring.jobs.context import JobsContext
from fordring.jobs.daily import Daily
from fordring.jobs.in_place import run_due_jobs_of
from fordring.jobs.registry import Registry
from fordring.jobs.sender import Sender
from fordring.services.sandbox.move_clock import ClockMove, MoveClock, Moved, move_clock, require_sandbox, target_of
from fordring.storage import happenings, merchants
from fordring.storage.ids import new_id

MORNING = time(6, 0)
ROUNDS_MAX = 5
MOVERS_MAX = 4
ONE_DAY = timedelta(days=1)

__all__ = ["Moved", "Player"]


@dataclass(frozen=True, slots=True)
class Player:
    """Plays time. `registry` holds the jobs that are run in place; each mover keeps a connection, so few may move."""

    jobs: JobsContext
    registry: Registry
    dailies: Sequence[Daily]
    movers: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOVERS_MAX))

    async def advance(self, merchant_id: UUID, move: ClockMove) -> Moved:
        """Move a sandbox merchant's clock; what was due on the way has been done when this answers.

        Raises BusyError when somebody else is moving it, NotFoundError for a live merchant, InvalidCommandError naming
        `days` or `to`.
        """
        async with self._holding(merchant_id):
            began, first_id = self.jobs.wall(), new_id()
            merchant = require_sandbox(await self._merchant(merchant_id))
            target = target_of(move, merchant, began)
            frozen = merchant.clock.frozen_at is not None if move.freeze is None else move.freeze
            await self._play(merchant, target)
            moved = await self._set_clock(merchant_id, target, frozen=frozen)
            await self._played(moved, self._today(moved))
            async with self.jobs.database.reading() as connection:
                happened = await happenings.since(connection, merchant_id, began, first_id)
            return Moved(moved.now(self.jobs.wall()), frozen, happened)

    async def play_today(self, merchant_id: UUID) -> None:
        """Do what is due today by the merchant's own calendar, live or sandbox; its jobs are left to the workers.

        Nothing while somebody moves the clock: the mover does it.
        """
        try:
            async with self._holding(merchant_id):
                merchant = await self._merchant(merchant_id)
                today = self._today(merchant)
                await self._act(merchant, today, begins=_unfinished(merchant, today))
                await self._played(merchant, today)
        except BusyError:
            return

    @asynccontextmanager
    async def _holding(self, merchant_id: UUID) -> AsyncIterator[None]:
        """The right to move this clock. It ends with its connection, so a killed mover leaves nothing locked."""
        async with self.movers, self.jobs.database.reading() as connection:
            await merchants.lock_clock(connection, merchant_id)
            try:
                yield
            finally:
                await merchants.unlock_clock(connection, merchant_id)

    async def _play(self, merchant: Merchant, target: datetime) -> None:
        """Today first, then each later day on which something is due, its clock at six in the morning."""
        place = zone(merchant.country)
        frozen = merchant.clock.frozen_at is not None
        day, last = self._today(merchant), local_day(target, merchant.country)
        await self._play_day(merchant, day, begins=_unfinished(merchant, day))
        while (day := await self._next_due(merchant, day + ONE_DAY) or date.max) <= last:
            morning = datetime.combine(day, MORNING, place).astimezone(target.tzinfo)
            merchant = await self._set_clock(merchant.merchant_id, min(morning, target), frozen=frozen)
            await self._play_day(merchant, day, begins=True)

    async def _play_day(self, merchant: Merchant, day: date, *, begins: bool) -> None:
        """What is due, then the jobs that makes, and again when those made more due on the same day."""
        for turn in range(ROUNDS_MAX):
            acted = await self._act(merchant, day, begins=begins and turn == 0)
            run = await run_due_jobs_of(merchant.merchant_id, self.jobs.database, self.registry)
            if not acted and not run.done:
                break
        await Sender(self.jobs).send_due_of(merchant.merchant_id)
        await self._played(merchant, day)

    async def _act(self, merchant: Merchant, day: date, *, begins: bool) -> bool:
        """Do every daily thing that is due on the day; whether there was any."""
        acted = False
        for daily in self.dailies:
            if daily.mornings and not begins:
                continue
            async with self.jobs.database.reading() as connection:
                due = await daily.first_due(connection, merchant, day)
            if due is not None and due <= day:
                await daily.act(merchant, day)
                acted = True
        return acted

    async def _next_due(self, merchant: Merchant, day: date) -> date | None:
        """The first day, from `day` on, that brings anything: the days between are passed over."""
        async with self.jobs.database.reading() as connection:
            found = [await daily.first_due(connection, merchant, day) for daily in self.dailies]
        return min((max(due, day) for due in found if due is not None), default=None)

    async def _merchant(self, merchant_id: UUID) -> Merchant:
        async with self.jobs.database.reading() as connection:
            return await merchants.get(connection, merchant_id)

    def _today(self, merchant: Merchant) -> date:
        return local_day(merchant.now(self.jobs.wall()), merchant.country)

    async def _set_clock(self, merchant_id: UUID, shows: datetime, *, frozen: bool) -> Merchant:
        command = MoveClock(merchant_id, shows, frozen)
        return await self.jobs.database.run(lambda connection: move_clock(command, self.jobs.work(connection)))

    async def _played(self, merchant: Merchant, day: date) -> None:
        if merchant.clock.played_on == day:
            return
        async with self.jobs.database.transaction() as connection:
            now = await merchants.get(connection, merchant.merchant_id)
            await merchants.set_clock(connection, now.merchant_id, replace(now.clock, played_on=day))


def _unfinished(merchant: Merchant, today: date) -> bool:
    """Whether today's morning is still to be played: the clock came to this day and its play was not finished.

    A merchant whose time was never played begins with its next day.
    """
    return merchant.clock.played_on is not None and merchant.clock.played_on < today
