"""What a unit costs in a full database against an almost empty one: payments and bookings, one at a time, in turns."""

import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from statistics import median

from bench.bank_file import OpenClaim, bank_file
from bench.booking import book
from bench.figures import Figure, at_most
from bench.house import House, connected, fresh_database, settle
from bench.orders import IBAN, payment, work
from bench.seed import Seeded, seed
from bench.size import Size
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.storage.transaction import Database

PART = "growth"
RATIO_MAX = 1.3
TURNS = 4


@dataclass(frozen=True, slots=True)
class Contestant:
    """One database with its claims, and those that no measured file has paid yet."""

    house: House
    database: Database
    seeded: Seeded
    unpaid: Iterator[OpenClaim]


async def measure(house: House, size: Size) -> list[Figure]:
    """Milliseconds a payment and a booked line cost with many claims, against few."""
    async with AsyncExitStack() as stack:
        few = await contestant(stack, house, "bench_few", size.claims_few)
        many = await contestant(stack, house, "bench_many", size.claims_many)
        paid = await pay_in_turns(few, many, size.units)
        booked = await book_in_turns(few, many, min(size.units, size.claims_few // (TURNS + 1)))
    base = f"with {size.claims_few:,}"
    return [
        at_most(PART, f"one payment with {size.claims_many:,} claims", paid[1], paid[0], RATIO_MAX, base),
        at_most(PART, f"one booked credit with {size.claims_many:,} claims", booked[1], booked[0], RATIO_MAX, base),
    ]


async def contestant(stack: AsyncExitStack, house: House, name: str, claims: int) -> Contestant:
    """A database of its own with so many claims; gone when the stack is left."""
    its = await stack.enter_async_context(fresh_database(house, name))
    database = await stack.enter_async_context(connected(its, 2))
    seeded = await seed(database, 64, claims)
    await settle(its)
    return Contestant(its, database, seeded, iter(seeded.claims))


async def pay_in_turns(few: Contestant, many: Contestant, units: int) -> tuple[float, float]:
    """Milliseconds of a payment at each."""
    took: tuple[list[float], list[float]] = ([], [])
    for place in range(units + units // TURNS):
        for its, taken in zip((few, many), took, strict=True):
            taken.append(await _pay(its, place))
    return _middle(took[0][-units:]), _middle(took[1][-units:])


async def _pay(its: Contestant, place: int) -> float:
    owner = its.seeded.owners[place % len(its.seeded.owners)]
    began = time.perf_counter()
    await its.database.run(lambda connection: pay_by_invoice(payment(owner), work(connection)))
    return time.perf_counter() - began


async def book_in_turns(few: Contestant, many: Contestant, lines: int) -> tuple[float, float]:
    """Milliseconds of a booked credit at each, in files of so many."""
    took: tuple[list[float], list[float]] = ([], [])
    for turn in range(TURNS + 1):
        for its, taken in zip((few, many), took, strict=True):
            claims = list(islice(its.unpaid, lines))
            content = BytesIO(bank_file(IBAN, claims, f"BENCH{turn}"))
            booked = await book(its.database, its.house.folder, content)
            taken.append(booked.seconds / booked.lines)
    return _middle(took[0][1:]), _middle(took[1][1:])


def _middle(seconds: list[float]) -> float:
    """The middle one, in milliseconds."""
    return 1_000 * median(seconds)
