"""A year of a sandbox merchant's invoices of mixed fate, by the player that moves its clock, every job on the way."""

import time
from dataclasses import replace
from pathlib import Path

from bench.booking import unworded
from bench.figures import Figure
from bench.house import House, connected, fresh_database
from bench.orders import open_merchants, payment, work
from bench.size import Size
from fordring.channels.callback import HTTPCall
from fordring.channels.doubles import Recording
from fordring.domain.merchant import Clock
from fordring.gateways.blobs import open_blobs
from fordring.jobs.context import JobsContext, Outlets
from fordring.jobs.handlers import player_of
from fordring.main.clock import wall
from fordring.services.checkout.pay_by_invoice import PayByInvoice, pay_by_invoice
from fordring.services.sandbox.move_clock import ClockMove
from fordring.storage import merchants
from fordring.storage.transaction import Database

PART = "year"
SECONDS_MAX = 60.0
DAYS = 365
FATES = ("paid", "40", "40-60", "", "")
"""The aliases of payers, in turns: the whole, a part, two parts, and twice nothing."""


async def measure(house: House, size: Size) -> list[Figure]:
    """Seconds of the year, with what it made."""
    async with fresh_database(house, "bench_year") as its, connected(its, 8) as database:
        seconds, told = await _year(database, its.folder, size.year_claims)
    what = f"a year for {size.year_claims:,} claims of mixed fate on the sandbox clock"
    met = seconds < SECONDS_MAX
    return [Figure(PART, what, f"{seconds:,.1f} s", told, None, f"under {SECONDS_MAX:.0f} s", met)]


async def _year(database: Database, folder: Path, many: int) -> tuple[float, str]:
    (owner,) = await open_merchants(database, 1)
    began = wall()
    await database.run(lambda c: merchants.set_clock(c, owner.merchant_id, Clock(frozen_at=began)))
    for place in range(many):
        command = payment(owner)
        alias = FATES[place % len(FATES)]
        email = f"payer{place}{f'+{alias}' if alias else ''}@example.com"
        await _paid_by_invoice(database, replace(command, billing=replace(command.billing, email=email)))
    nowhere = Recording[HTTPCall]()
    blobs = open_blobs((folder / "year").as_uri())
    player = player_of(JobsContext(database, blobs, wall, Outlets(nowhere, nowhere), unworded))
    clock = time.perf_counter()
    await player.advance(owner.merchant_id, ClockMove(days=DAYS))
    seconds = time.perf_counter() - clock
    async with database.reading() as connection:
        steps = await connection.fetchval("SELECT count(*) FROM step")
        closed = await connection.fetchval("SELECT count(*) FROM claim WHERE state = 'closed'")
    if not steps or not closed:
        raise RuntimeError(f"a year without fates: {steps} steps, {closed} claims closed")
    return seconds, f"{steps:,} steps, {closed:,} closed"


async def _paid_by_invoice(database: Database, command: PayByInvoice) -> None:
    await database.run(lambda connection: pay_by_invoice(command, work(connection)))
