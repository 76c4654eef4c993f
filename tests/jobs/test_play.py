"""A sandbox clock moved: everything due on the way is done once, one mover at a time, and resumed after a crash."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from fordring.domain.errors import BusyError, InvalidCommandError, NotFoundError
from fordring.domain.merchant import Merchant
from fordring.domain.telling import Topic
from fordring.jobs.daily import Daily
from fordring.jobs.handlers import merchant_tasks, player_of
from fordring.jobs.play import Player
from fordring.services.sandbox.move_clock import ClockMove
from fordring.storage import merchants, queue
from fordring.storage.happenings import Happening
from fordring.storage.queue import Job
from fordring.storage.transaction import Connection, Database
from jobs.outgoing import Installation
from support import make

TODAY = date(2026, 11, 16)


class PowerCutError(Exception):
    """What ends a move in its middle."""


@dataclass
class Diary:
    """Something due on some days: it writes down each day on which it was done, and may fail on one of them."""

    days: Sequence[int]
    fails_on: int | None = None
    done: list[int] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    async def first_due(self, _connection: Connection, _merchant: Merchant, _day: date) -> date | None:
        """The first of its days that is not done."""
        return next((TODAY + timedelta(days=day) for day in self.days if day not in self.done), None)

    async def act(self, merchant: Merchant, day: date) -> None:
        """Do the day, or fail once."""
        number = (day - TODAY).days
        if number == self.fails_on:
            self.fails_on = None
            raise PowerCutError
        self.done.append(number)
        self.shown.append(f"{merchant.now(make.WALL):%d.%m. %H:%M}")

    def line(self) -> Daily:
        """Its line in the table of what days bring."""
        return Daily("diary", self.first_due, self.act)


def player(house: Installation, *diaries: Diary) -> Player:
    return Player(house.jobs, merchant_tasks(house.jobs), [diary.line() for diary in diaries])


async def shown(database: Database, merchant: Merchant) -> Merchant:
    async with database.reading() as connection:
        return await merchants.get(connection, merchant.merchant_id)


async def frozen(house: Installation, merchant: Merchant) -> None:
    await player(house).advance(merchant.merchant_id, ClockMove(freeze=True))


async def test_each_day_that_brings_something_is_played_in_its_morning(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house, diary = Installation(database, tmp_path), Diary([0, 3, 40, 41])
    await frozen(house, merchant)
    moved = await player(house, diary).advance(merchant.merchant_id, ClockMove(days=40))
    assert diary.done == [0, 3, 40]
    assert diary.shown == ["16.11. 09:00", "19.11. 05:00", "26.12. 05:00"]
    assert (moved.shows.replace(microsecond=0), moved.frozen) == (datetime(2026, 12, 26, 9, 0, tzinfo=UTC), True)
    assert (await shown(database, merchant)).clock.played_on == date(2026, 12, 26)


async def test_what_happens_on_a_played_day_is_told_before_the_next(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    await house.subscribe(merchant, Topic.PURCHASE, Topic.PAYOUT)
    told: list[tuple[int, int]] = []

    class Buyer(Diary):
        """Buys something each day, and looks how much had been told by then."""

        async def act(self, merchant: Merchant, day: date) -> None:
            await super().act(merchant, day)
            told.append((len(self.done), len(house.private.sent)))
            await house.pay(merchant)

    await player(house, Buyer([0, 3, 4])).advance(merchant.merchant_id, ClockMove(days=9))
    assert told == [(1, 0), (2, 1), (3, 2)]
    assert len(house.private.sent) == 3


async def test_a_running_clock_runs_on_from_where_it_was_moved_to(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    target = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    moved = await player(house).advance(merchant.merchant_id, ClockMove(to=target))
    assert not moved.frozen
    assert timedelta() <= moved.shows - target < timedelta(seconds=1)
    house.wall.now += timedelta(hours=1)
    later = await shown(database, merchant)
    assert later.now(house.wall()) - target > timedelta(hours=1)


async def test_a_clock_that_was_frozen_can_run_again(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    house = Installation(database, tmp_path)
    await frozen(house, merchant)
    at = (await shown(database, merchant)).clock.frozen_at
    house.wall.now += timedelta(days=9)
    moved = await player(house).advance(merchant.merchant_id, ClockMove(freeze=False))
    assert at is not None
    assert timedelta() <= moved.shows - at < timedelta(seconds=1)


async def test_forty_days_over_a_change_of_summer_time_end_at_the_same_time_of_day(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    await frozen(house, merchant)
    moved = await player(house).advance(merchant.merchant_id, ClockMove(days=150))
    assert f"{moved.shows:%d.%m. %H:%M}" == "15.04. 08:00"


@pytest.mark.parametrize(
    ("move", "field_name"),
    [
        (ClockMove(days=-1), "days"),
        (ClockMove(days=2_000), "days"),
        (ClockMove(days=1, to=datetime(2027, 1, 1, tzinfo=UTC)), "to"),
        (ClockMove(to=datetime(2026, 1, 1, tzinfo=UTC)), "to: a clock does not go back"),
        (ClockMove(to=datetime(2036, 1, 1, tzinfo=UTC)), "to"),
        (ClockMove(to=datetime(2027, 1, 1)), "to: needs its time zone"),  # noqa: DTZ001 - that is what is refused
    ],
)
async def test_a_move_that_cannot_be_made_names_its_field_and_moves_nothing(
    database: Database, merchant: Merchant, tmp_path: Path, move: ClockMove, field_name: str
) -> None:
    house = Installation(database, tmp_path)
    with pytest.raises(InvalidCommandError, match=field_name):
        await player(house).advance(merchant.merchant_id, move)
    assert (await shown(database, merchant)).clock.offset == timedelta()


async def test_a_live_merchant_has_no_clock_of_its_own(database: Database, tmp_path: Path) -> None:
    live = await make.merchant(database, "NO", "P11112222")
    with pytest.raises(NotFoundError):
        await player(Installation(database, tmp_path)).advance(live.merchant_id, ClockMove(days=1))


async def test_of_two_movers_at_once_one_is_told_that_the_clock_is_busy(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house, began, go_on = Installation(database, tmp_path), asyncio.Event(), asyncio.Event()

    class Slow(Diary):
        """Waits in the middle of its day."""

        async def act(self, merchant: Merchant, day: date) -> None:
            """Wait, then do it."""
            began.set()
            await go_on.wait()
            await super().act(merchant, day)

    first = asyncio.create_task(player(house, Slow([1])).advance(merchant.merchant_id, ClockMove(days=2)))
    await began.wait()
    with pytest.raises(BusyError):
        await player(house).advance(merchant.merchant_id, ClockMove(days=2))
    await player(house, never := Diary([0])).play_today(merchant.merchant_id)
    assert never.done == []
    go_on.set()
    await first
    await player(house).advance(merchant.merchant_id, ClockMove(days=1))


async def test_a_move_that_crashed_is_resumed_by_the_next_and_nothing_is_left_out_or_done_twice(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house, diary = Installation(database, tmp_path), Diary([1, 2, 5, 8], fails_on=5)
    mornings = Diary([2, 5, 8])
    await frozen(house, merchant)
    lines = [diary.line(), Daily("mornings", mornings.first_due, mornings.act, mornings=True)]
    playing = Player(house.jobs, merchant_tasks(house.jobs), lines)
    target = ClockMove(to=datetime(2026, 11, 26, 9, 0, tzinfo=UTC))
    with pytest.raises(PowerCutError):
        await playing.advance(merchant.merchant_id, target)
    crashed = await shown(database, merchant)
    assert crashed.clock.played_on == date(2026, 11, 18)
    assert crashed.now(make.WALL).date() == date(2026, 11, 21)
    await playing.advance(merchant.merchant_id, target)
    assert (diary.done, mornings.done) == ([1, 2, 5, 8], [2, 5, 8])


async def test_what_a_day_makes_due_is_done_on_the_same_day(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(merchant)
    moved = await player(house).advance(merchant.merchant_id, ClockMove(days=1))
    assert [happening.what for happening in moved.happened] == ["claim.delivered"]
    assert moved.happened[0].subject == {"claim": view.claim.claim_no, "number": "A1B2C-000001"}


async def story(database: Database, folder: Path, account_id: str, prefix: str) -> list[tuple[object, ...]]:
    merchant = await make.merchant(database, "NO", account_id, number_prefix=prefix)
    house = Installation(database, folder / account_id)
    await player_of(house.jobs).advance(merchant.merchant_id, ClockMove(freeze=True))
    first = (await shown(database, merchant)).clock.frozen_at
    for _ in range(5):
        await house.pay(merchant)
    moved = await player_of(house.jobs).advance(merchant.merchant_id, ClockMove(days=120))
    assert first is not None

    def told(happening: Happening) -> tuple[object, ...]:
        number = str(happening.subject.get("number"))
        facts = {name: value for name, value in happening.facts.items() if not name.endswith("_id")}
        return happening.at - first, happening.what, number.partition("-")[2], facts

    return [told(happening) for happening in moved.happened]


async def test_the_same_story_is_told_twice_in_the_same_order_and_120_days_take_seconds(
    database: Database, tmp_path: Path
) -> None:
    async with asyncio.timeout(10):
        one = await story(database, tmp_path, "T11112222", "A1B2C")
    two = await story(database, tmp_path, "T33334444", "B2C3D")
    assert one == two
    by_number: dict[str, list[str]] = {}
    for _, what, number, _ in one:
        by_number.setdefault(str(number), []).append(str(what).removeprefix("claim."))
    assert list(by_number) == [f"{number:06}" for number in range(1, 6)]
    for whats in by_number.values():
        assert [what for what in whats if what != "delivered"] == ["reminded", "noticed", "demanded", "approval_wanted"]


async def test_a_due_day_of_a_live_merchant_is_played_by_its_calendar(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house, diary = Installation(database, tmp_path), Diary([0, 1])
    await player(house, diary).play_today(merchant.merchant_id)
    await player(house, diary).play_today(merchant.merchant_id)
    assert diary.done == [0]
    house.wall.now += timedelta(days=1)
    await player(house, diary).play_today(merchant.merchant_id)
    assert diary.done == [0, 1]


async def test_a_failing_job_does_not_stop_the_clock_and_is_left_to_the_workers(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    async with database.transaction() as connection:
        job = Job("issue_claim", "missing", {"claim_id": "00000000-0000-0000-0000-000000000000"}, merchant.merchant_id)
        await queue.enqueue(connection, [job])
    moved = await player(house).advance(merchant.merchant_id, ClockMove(days=1))
    assert moved.happened == []
    assert list(await house.queued()) == ["issue_claim:missing"]
