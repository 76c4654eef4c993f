"""A billing run: purchases of many customers into invoices, against bare INSERT ... SELECT of the rows it wrote."""

import asyncio
import re
import time
from collections.abc import Collection
from dataclasses import dataclass

import asyncpg

from bench.figures import Figure, at_least
from bench.gathered import Waiting, wait_for_billing
from bench.house import House, connected, fresh_database, settle
from bench.size import Size
from bench.workers import side_by_side

PART = "billing"
PER_SECOND_MIN = 8_000
BARE_MIN = 0.4
GROWTH_MAX = 1.2
WORKERS = 2

# What a run writes, and which of these rows are its own; half of them go over each of two connections.
WRITTEN = {
    "claim": "claim_id",
    "house.claim_directory": "claim_id",
    "house.reference": "claim_id",
    "claim_event": "claim_id",
    "entry": "entry_id",
    "posting": "claim_id",
    "document": "claim_id",
    "delivery": "claim_id",
    "house.pgqueuer": "id",
    "purchase": "claim_id",
    "purchase_event": "purchase_id",
}
FOREIGN_KEYS = """
    SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint
     WHERE conrelid = $1::text::regclass AND contype = 'f' AND conparentid = 0"""
ONLY = {"purchase_event": "kind = 'collection_started'"}


@dataclass(frozen=True, slots=True)
class Run:
    """How fast a run was, in purchases a second, and the most memory one of its workers had."""

    per_second: float
    mib: float


async def measure(house: House, size: Size) -> list[Figure]:
    """Purchases a second, that against bare insertion, and the memory of many against that of few."""
    few, _ = await _against_bare(house, size.purchases_few, size.customers_few)
    many, bare = await _against_bare(house, size.purchases_many, size.customers_many)
    what = f"{size.purchases_many:,} purchases of {size.customers_many:,} customers billed"
    asked = f"at least {PER_SECOND_MIN:,} a second"
    rate, growth = many.per_second, many.mib / few.mib
    return [
        Figure(PART, what, f"{rate:,.0f} a second", "", None, asked, rate >= PER_SECOND_MIN),
        at_least(PART, "the same", rate, bare, BARE_MIN, "a second", "by INSERT … SELECT"),
        Figure(
            *(
                PART,
                "memory of a worker",
                f"{many.mib:.0f} MiB",
                f"{few.mib:.0f} MiB, {size.purchases_few:,} purchases",
            ),
            *(growth, f"at most {GROWTH_MAX}", growth <= GROWTH_MAX),
        ),
    ]


async def _against_bare(house: House, purchases: int, customers: int) -> tuple[Run, float]:
    async with fresh_database(house, "bench_billing") as its:
        async with connected(its, WORKERS) as database:
            waiting = await wait_for_billing(database, purchases, customers)
        await settle(its)
        run = await bill_in_processes(its, waiting)
        await settle(its)
        return run, waiting.purchases / await insert_bare(its)


async def bill_in_processes(house: House, waiting: Waiting) -> Run:
    """What workers in processes of their own take for it, from the word "go" to the last commit."""
    whose = (house.app_dsn, str(waiting.merchant_id))
    seconds, told = await side_by_side("bench.billing_worker", whose, WORKERS)
    if sum(each["groups"] for each in told) != waiting.customers:
        raise RuntimeError(f"{waiting.customers} customers, but {told}")
    return Run(waiting.purchases / seconds, max(each["mib"] for each in told))


async def insert_bare(house: House) -> float:
    """Seconds that the run's own rows take into tables like their own, keys to each other too, over as many lines."""
    owners = [await asyncpg.connect(house.owner_dsn) for _ in range(WORKERS)]
    try:
        for table in WRITTEN:
            await owners[0].execute(f"CREATE TABLE {_bare(table)} (LIKE {table} INCLUDING ALL)")
            for row in await owners[0].fetch(FOREIGN_KEYS, table):
                await owners[0].execute(f"ALTER TABLE {_bare(table)} ADD {_among_bare(row['definition'])}")
        began = time.perf_counter()
        for tables in (WRITTEN.keys() - ONLY.keys(), ONLY.keys()):  # the others need all of the first to be there
            await asyncio.gather(*(_insert_share(owner, place, tables) for place, owner in enumerate(owners)))
        return time.perf_counter() - began
    finally:
        for owner in owners:
            await owner.close()


async def _insert_share(connection: "asyncpg.Connection[asyncpg.Record]", place: int, tables: Collection[str]) -> None:
    for table, key in WRITTEN.items():
        if table not in tables:
            continue
        which = f"abs(hashtext({key}::text)::bigint) % {WORKERS} = {place} AND {ONLY.get(table, 'true')}"
        # Tables and keys are those of the constants above.
        await connection.execute(f"INSERT INTO {_bare(table)} SELECT * FROM {table} WHERE {which}")  # noqa: S608 - see above


def _among_bare(definition: str) -> str:
    """A foreign key to one of the run's tables as one to its bare likeness."""
    target = re.search(r"REFERENCES (?:public\.)?([a-z_.]+)\(", definition)
    if target is None or target[1] not in WRITTEN:
        return definition
    return definition.replace(target[0], f"REFERENCES {_bare(target[1])}(")


def _bare(table: str) -> str:
    return f"bare_{table.rpartition('.')[2]}"
