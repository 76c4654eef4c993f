"""The daily run of follow-up over many open claims, a twentieth of them due: picking them, and taking their steps."""

import time
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from bench.bank_file import copy_claims
from bench.figures import Figure, at_most
from bench.house import House, connected, fresh_database, settle
from bench.orders import open_merchants, payment, work
from bench.size import Size
from bench.workers import side_by_side
from fordring.domain.calendar import local_day
from fordring.domain.merchant import Clock, Merchant
from fordring.main.clock import wall
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.storage import claims, following_up, merchants
from fordring.storage.transaction import Connection, Database
from fordring.storage.unit import Unit

PART = "followup"
ONE_DUE_OF = 20
PER_SECOND_MIN = 3_000
PICKING_SECONDS_MAX = 2
GROWTH_MAX = 2
"""Among a hundred times as many the trees of the indexes are a level deeper, and colder; anything worse is a scan."""
WORKERS = 2
TRIES = 5
LATER = timedelta(days=40)
"""So far the merchant's clock is moved on: the reminder of an invoice that is due in fourteen days may be sent."""
NOT_DUE = date(2099, 1, 1)


async def measure(house: House, size: Size) -> list[Figure]:
    """Seconds to pick what is due, that among many open claims against among few, and steps a second."""
    async with fresh_database(house, "bench_followup") as its:
        async with connected(its, WORKERS) as database:
            owner, template = await _claimed(database)
            due_few = size.claims_few // ONE_DUE_OF
            await copy_claims(database, owner, template, size.claims_few)
            await _let_due(its, owner, due_few)
            few = await _picking(database, owner, due_few)
            await copy_claims(database, owner, template, size.claims_many - size.claims_few)
            await _let_due(its, owner, due_few)
            many = await _picking(database, owner, due_few)
            due = size.claims_many // ONE_DUE_OF
            await _let_due(its, owner, due)
            picked = await _picking(database, owner, due)
        together = await _follow_up(its, owner.merchant_id, due, WORKERS)
        await _let_due(its, owner, due, of_each=1)
        alone = await _follow_up(its, owner.merchant_id, due, 1)
    what = f"{due:,} of {size.claims_many:,} open claims are due: steps decided, booked, queued"
    return [
        Figure(
            *(PART, f"picking {due:,} of {size.claims_many:,} open claims", f"{picked * 1_000:,.0f} ms", "", None),
            *(f"under {PICKING_SECONDS_MAX} s", picked < PICKING_SECONDS_MAX),
        ),
        at_most(
            *(PART, f"picking {due_few:,} of {size.claims_many:,}", many * 1_000, few * 1_000, GROWTH_MAX),
            f"of {size.claims_few:,}",
        ),
        _figure(f"{what}, by one process", *alone),
        _figure(f"{what}, by {WORKERS} processes", *together),
    ]


def _figure(what: str, rate: float, processor: float) -> Figure:
    """What was asked for is no number of processes, so each is held against it."""
    measured = f"{processor * 1_000_000:,.0f} µs of its processor a step, the database's not counted"
    target = f"at least {PER_SECOND_MIN:,} a second"
    return Figure(PART, what, f"{rate:,.0f} a second", measured, None, target, rate >= PER_SECOND_MIN)


async def _claimed(database: Database) -> tuple[Merchant, UUID]:
    """A merchant whose clock is to be later, and its delivered invoice, which is not due for many years."""
    (owner,) = await open_merchants(database, 1)
    view = await database.run(lambda connection: pay_by_invoice(payment(owner), work(connection)))

    async def deliver(connection: Connection) -> None:
        unit = Unit(connection)
        claim = await claims.get(connection, owner.merchant_id, view.claim.claim_id, lock=True)
        told, event = claim.happened("delivered", owner.now(wall()), "bench", document_id=None)
        claims.add_event(unit, told, event, wall())
        await claims.save(connection, replace(told, next_step_on=NOT_DUE))
        await connection.execute("UPDATE delivery SET state = 'delivered', finished_at = $1", wall())
        await unit.flush()
        await merchants.set_clock(connection, owner.merchant_id, Clock(LATER))

    await database.run(deliver)
    return owner, view.claim.claim_id


async def _let_due(its: House, owner: Merchant, many: int, of_each: int = 0) -> None:
    """So many of the merchant's claims are due today, spread over all of them; no other is, of those that were.

    With another `of_each` it is others, but never the first, which is copied. Only what changes is written.
    """
    today = local_day(wall() + LATER, owner.country)
    async with connected(its, 1) as database, database.transaction() as connection:
        await connection.execute(
            """UPDATE claim c SET next_step_on = n.day
                 FROM (SELECT claim_id, next_step_on, CASE
                              WHEN place % each = each - 1 - $5 AND place / each < $2 THEN $3::date
                              WHEN next_step_on <= $3 THEN $4::date ELSE next_step_on END AS day
                         FROM (SELECT claim_id, next_step_on, row_number() OVER (ORDER BY claim_id) - 1 AS place,
                                      count(*) OVER () / $2 AS each FROM claim WHERE merchant_id = $1) AS placed) AS n
                WHERE c.merchant_id = $1 AND c.claim_id = n.claim_id AND n.day <> n.next_step_on""",
            owner.merchant_id,
            many,
            today,
            NOT_DUE,
            of_each,
            timeout=600,
        )
    await settle(its)


async def _picking(database: Database, owner: Merchant, due: int) -> float:
    """Seconds that picking and locking them all takes; the quickest of some tries, for others work there too."""
    today = local_day(wall() + LATER, owner.country)
    tries = []
    for _ in range(TRIES):
        async with database.transaction() as connection:
            began = time.perf_counter()
            held = await following_up.hold_due(connection, owner.merchant_id, today, claims_max=due, wait=False)
            tries.append(time.perf_counter() - began)
        if len(held) != due:
            raise RuntimeError(f"{due} claims are due, but {len(held)} were picked")
    return min(tries)


async def _follow_up(house: House, merchant_id: UUID, due: int, many: int) -> tuple[float, float]:
    """Steps a second of so many workers in processes of their own, and the processor time of a step there."""
    before = await _steps(house)
    seconds, told = await side_by_side("bench.followup_worker", (house.app_dsn, str(merchant_id)), many)
    steps = await _steps(house) - before
    if steps != due:
        raise RuntimeError(f"{due} claims were due, but {steps} steps were taken: {told}")
    return due / seconds, sum(each["seconds"] for each in told) / due


async def _steps(house: House) -> int:
    async with connected(house, 1) as database, database.reading() as connection:
        return int(await connection.fetchval("SELECT count(*) FROM step"))
