"""Files of as many credits as open claims, from the first byte to the last booking; and the memory of camt.054."""

from bench.bank_at_once import at_once
from bench.bank_file import bank_file
from bench.bank_national import national
from bench.bare_booking import book_bare, keep_open_claims
from bench.booking import Booked
from bench.figures import Figure, at_least
from bench.house import House, connected, fresh_database, settle
from bench.in_a_process import book_in_a_process
from bench.orders import IBAN
from bench.seed import seed
from bench.size import Size

PART = "bank"
PER_SECOND_MIN = 4_000
BARE_MIN = 0.25
GROWTH_MAX = 1.2


async def measure(house: House, size: Size) -> list[Figure]:
    """Lines a second of the large file, that against bare COPY, its memory against the small one's; of others."""
    few, _ = await _booked(house, size.credits_few)
    many, bare_seconds = await _booked(house, size.credits_many)
    rate, growth = many.lines / many.seconds, many.mib / few.mib
    what = f"camt.054 of {many.lines:,} credits, parsed, matched, booked"
    asked = f"at least {PER_SECOND_MIN:,} a second"
    return [
        Figure(PART, what, f"{rate:,.0f} a second", "", None, asked, rate >= PER_SECOND_MIN),
        at_least(PART, "the same", rate, many.lines / bare_seconds, BARE_MIN, "a second", "by COPY and UPDATE"),
        Figure(
            *(
                PART,
                "memory of the booking process",
                f"{many.mib:.0f} MiB",
                f"{few.mib:.0f} MiB, {few.lines:,} credits",
            ),
            *(growth, f"at most {GROWTH_MAX}", growth <= GROWTH_MAX),
        ),
        *await at_once(house, PART, size.credits_many, rate),
        *await national(house, PART, size.credits_many, PER_SECOND_MIN),
    ]


async def _booked(house: House, many: int) -> tuple[Booked, float]:
    """What booking so many took, and the seconds of bare COPY and UPDATE of the same rows right after it."""
    async with fresh_database(house, "bench_bank") as its:
        async with connected(its, 2) as database:
            seeded = await seed(database, 2, many)
        await keep_open_claims(its)
        await settle(its)
        booked = await book_in_a_process(its, bank_file(IBAN, seeded.claims))
        await settle(its)
        return booked, await book_bare(its)
