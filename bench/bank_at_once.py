"""Two workers with a file each of one account: how fast they are together, and how often either waits for a lock."""

import asyncio

import asyncpg

from bench.bank_file import bank_file
from bench.booking import Booked
from bench.figures import Figure
from bench.house import House, connected, fresh_database, settle
from bench.in_a_process import book_in_a_process
from bench.orders import IBAN
from bench.seed import seed

LOOK_SECONDS = 0.02
WAITING_MAX = 0.01
WAITS = """
    SELECT count(*) FILTER (WHERE wait_event_type = 'Lock') FROM pg_stat_activity
     WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"""


async def at_once(house: House, part: str, credits_many: int, one_rate: float) -> list[Figure]:
    """Lines a second of two halves booked at once, against `one_rate` of one worker; and their waits."""
    async with fresh_database(house, "bench_bank") as its:
        async with connected(its, 2) as database:
            claims = (await seed(database, 2, credits_many)).claims
        await settle(its)
        half = len(claims) // 2
        halves = [bank_file(IBAN, claims[:half], "HALF1"), bank_file(IBAN, claims[half:], "HALF2")]
        booked, waiting = await _watched(its, halves)
    rate = len(claims) / max(each.seconds for each in booked)
    what = f"two workers, a file of {half:,} credits of one account each"
    share = f"{waiting:.1%} of {2 * max(each.seconds for each in booked):,.0f} s"
    asked = f"at most {WAITING_MAX:.0%}"
    return [
        Figure(part, what, f"{rate:,.0f} a second", f"{one_rate:,.0f} a second by one", rate / one_rate),
        Figure(part, "their waits for a lock of the other's", share, "", None, asked, waiting <= WAITING_MAX),
    ]


async def _watched(house: House, files: list[bytes]) -> tuple[list[Booked], float]:
    """What booking these at once took, and in what share of the looks a worker was waiting for a lock."""
    booking = asyncio.gather(*(book_in_a_process(house, content) for content in files))
    owner = await asyncpg.connect(house.owner_dsn)
    looks = waits = 0
    try:
        while not booking.done():
            looks += len(files)
            waits += await owner.fetchval(WAITS)
            await asyncio.wait([booking], timeout=LOOK_SECONDS)
    finally:
        await owner.close()
    return await booking, waits / looks
