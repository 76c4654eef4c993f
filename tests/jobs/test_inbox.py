"""The watched folder: whole files are claimed once, booked, and moved with their reasons; none is lost or doubled."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from fordring.domain.merchant import Merchant
from fordring.gateways.inbox import CLAIMED, UNFINISHED, Inbox
from fordring.jobs.inbox import BankInbox, run_inbox
from fordring.storage.transaction import Database
from jobs.stage import until
from services.counter import Counter

STAMP = "20261121T120000Z"


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path / "blobs")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "from-bank"


def watch(counter: Counter, folder: Path) -> BankInbox:
    """One worker's watch, its folders made."""
    inbox = Inbox(folder)
    inbox.prepare()
    return BankInbox(counter.jobs, inbox)


def inside(folder: Path) -> list[str]:
    """Every file of the folder, without the stamps in front."""
    return sorted(
        str(path.relative_to(folder)).replace(f"{STAMP}-", "") for path in folder.rglob("*") if path.is_file()
    )


async def test_a_file_is_taken_when_it_has_not_changed_between_two_looks(counter: Counter, folder: Path) -> None:
    worker = watch(counter, folder)
    view = await counter.invoice()
    data = counter.file_of(counter.deposit(view))
    (folder / "one.xml").write_bytes(data[:100])
    assert await worker.look() == []
    (folder / "one.xml").write_bytes(data)
    assert await worker.look() == []
    (ended,) = await worker.look()
    assert (ended.name.endswith("one.xml"), ended.read_bytes()) == (True, data)
    assert (await counter.now(view)).purchase.captured_minor == 12_500
    assert len(inside(folder)) == 1
    assert inside(folder)[0].startswith("done/")


async def test_a_refused_file_fails_with_its_reasons_beside_it(counter: Counter, folder: Path) -> None:
    worker = watch(counter, folder)
    (folder / "cat.png").write_bytes(b"\x89PNG")
    await worker.look()
    (ended,) = await worker.look()
    assert ended.parent.name == "failed"
    reason = ended.with_name(f"{ended.name}.reason.txt").read_text(encoding="utf-8")
    assert reason.startswith("refused: this is not a bank file that is read here")


async def test_a_booked_file_with_questions_is_done_and_they_stand_beside_it(counter: Counter, folder: Path) -> None:
    worker = watch(counter, folder)
    data = counter.file_of(counter.deposit(await counter.invoice()))
    (folder / "one.xml").write_bytes(data.replace(b"<ValDt><Dt>2026-11-20", b"<ValDt><Dt>2026-11-31"))
    await worker.look()
    (ended,) = await worker.look()
    reason = ended.with_name(f"{ended.name}.reason.txt").read_text(encoding="utf-8")
    assert (ended.parent.name, "'2026-11-31' is not a date" in reason) == ("done", True)


@pytest.mark.parametrize("name", [f"one.xml{ending}" for ending in UNFINISHED] + [".one.xml", "ONE.PART"])
async def test_what_somebody_is_still_writing_is_left_alone(counter: Counter, folder: Path, name: str) -> None:
    worker = watch(counter, folder)
    (folder / name).write_bytes(b"half of it")
    (folder / "a folder").mkdir()
    (folder / "a link").symlink_to(folder / name)
    for _ in range(3):
        assert await worker.look() == []


async def test_many_workers_take_each_file_once(counter: Counter, folder: Path) -> None:
    workers = [watch(counter, folder) for _ in range(4)]
    views = [await counter.invoice() for _ in range(6)]
    for place, view in enumerate(views):
        (folder / f"{place}.xml").write_bytes(counter.file_of(counter.deposit(view)))
    for worker in workers:
        await worker.look()
    ended = await asyncio.gather(*(worker.look() for worker in workers))
    names = [path.name for paths in ended for path in paths]
    assert len(names) == len(set(names)) == 6
    assert all(name.startswith("done/") for name in inside(folder))
    assert [(await counter.now(view)).purchase.captured_minor for view in views] == [12_500] * 6


async def test_what_a_dead_worker_had_claimed_is_taken_and_what_a_living_one_has_is_not(
    counter: Counter, folder: Path
) -> None:
    worker = watch(counter, folder)
    view = await counter.invoice()
    (folder / CLAIMED / "4711-one.xml").write_bytes(counter.file_of(counter.deposit(view)))
    with Inbox(folder).claim(folder / CLAIMED / "4711-one.xml") as claim:
        assert claim is not None
        assert claim.name == "one.xml"
        assert await worker.look() == []
    (ended,) = await worker.look()
    assert (ended.parent.name, ended.name.endswith("-one.xml")) == ("done", True)


@pytest.mark.parametrize("gone", [Path.unlink, lambda path: path.rename(path.with_name("elsewhere"))])
def test_a_file_that_is_gone_is_nobodys(folder: Path, gone: Callable[[Path], object]) -> None:
    inbox = Inbox(folder)
    inbox.prepare()
    path = folder / "one.xml"
    path.write_bytes(b"x")
    gone(path)
    with inbox.claim(path) as claim:
        assert claim is None


async def test_two_files_of_one_name_are_both_kept(counter: Counter, folder: Path) -> None:
    worker = watch(counter, folder)
    for text in (b"one", b"two"):
        (folder / "same.txt").write_bytes(text)
        await worker.look()
        await worker.look()
    kept = [path for path in (folder / "failed").iterdir() if not path.name.endswith(".reason.txt")]
    assert sorted(path.read_bytes() for path in kept) == [b"one", b"two"]


async def test_a_worker_watches_until_it_is_stopped_and_waits_for_a_folder_that_cannot_be_made(
    counter: Counter, folder: Path
) -> None:
    in_the_way(folder)
    stop = asyncio.Event()
    task = asyncio.create_task(run_inbox(counter.jobs, folder, stop, timedelta(milliseconds=5)))
    await asyncio.sleep(0.05)
    out_of_the_way(folder)
    await until(made(folder / "done"))
    (folder / "cat.png").write_bytes(b"\x89PNG")
    await until(ended(folder, 2))
    stop.set()
    await task
    assert all(name.startswith("failed/") for name in inside(folder))


def in_the_way(folder: Path) -> None:
    folder.write_bytes(b"in the way")


def out_of_the_way(folder: Path) -> None:
    folder.unlink()


def made(folder: Path) -> Callable[[], Awaitable[bool]]:
    """Whether the folder is there."""

    async def asked() -> bool:
        return await asyncio.to_thread(folder.is_dir)

    return asked


def ended(folder: Path, count: int) -> Callable[[], Awaitable[bool]]:
    """Whether so many files are in `failed`, whole."""

    async def asked() -> bool:
        return len([path for path in (folder / "failed").iterdir() if not path.name.startswith(".")]) == count

    return asked
