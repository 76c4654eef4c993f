"""Registering and starting invoices over HTTP against hand-written statements; and a partner that loads very many."""

import json
from collections.abc import Sequence

from bench.figures import Figure, at_least, at_most
from bench.house import House, connected, fresh_database, settle, web_application
from bench.invoices import register_body
from bench.load import ANSWERED, Plan
from bench.orders import open_merchants, work
from bench.program import post, run_program
from bench.size import Size
from bench.timing import Timed, together
from fordring.domain.merchant import Merchant
from fordring.services.onboarding.issue_token import IssueToken, issue_token
from fordring.storage.transaction import Database

PART = "register"
RATIO_MIN = 0.3
GROWTH_MAX = 1.3
LOADING_CONNECTIONS = 8
LOADS = 10
PREFIX = "/api/v2/invoice"


async def measure(house: House, size: Size) -> list[Figure]:
    """The rate of register and Start over 64 merchants, and how the latency of one partner's load grew."""
    async with fresh_database(house, "bench_register") as its, connected(its, 2) as database:
        owners = await open_merchants(database, size.merchants)
        tokens = [await _token(database, owner) for owner in owners]
        with web_application(its) as port:
            both = Plan(
                port,
                size.connections,
                size.seconds,
                [_registration(port, token, owner) for token, owner in zip(tokens, owners, strict=True)],
                then=[_start(port, token) for token in tokens],
            )
            await post(both)  # connections opened, statements planned
            posted, put = await _rounds(its, both, size)
            loaded = await _load(its, both, size)
    what = f"register and Start over HTTP, {size.merchants} creditors"
    first, last = loaded[0], loaded[-1]
    return [
        at_least(PART, what, posted.per_second, put.per_second, RATIO_MIN, "a second", "by hand-written statements"),
        Figure(PART, "its p99", f"{posted.p99_ms:.0f} ms", f"{put.p99_ms:.0f} ms by hand-written statements"),
        at_most(
            PART,
            f"registering the last of {size.loaded:,} invoices, 8 connections",
            last.p50_ms,
            first.p50_ms,
            GROWTH_MAX,
            "the first",
        ),
        Figure(PART, "its p99", f"{last.p99_ms:.0f} ms", f"{first.p99_ms:.0f} ms the first"),
        Figure(PART, "the whole load", f"{_rate(loaded):,.0f} a second"),
    ]


async def _rounds(house: House, plan: Plan, size: Size) -> tuple[Timed, Timed]:
    """The middle rounds of HTTP and of the yardstick, taken in turns."""
    posted, put = [], []
    for _ in range(size.rounds):
        put.append(
            await run_program(
                "bench.by_hand", house.app_dsn, str(size.merchants), str(size.connections), str(size.seconds)
            )
        )
        await settle(house)
        posted.append(await post(plan))
    return together(posted), together(put)


async def _load(house: House, plan: Plan, size: Size) -> list[Timed]:
    """The load of one creditor by one partner, in pieces of equal size one after the other."""
    await settle(house)
    many = size.loaded // LOADS
    piece = Plan(plan.port, LOADING_CONNECTIONS, size.loading_seconds, plan.requests[:1], units=many)
    await post(piece)
    return [await post(piece) for _ in range(LOADS)]


def _rate(loaded: Sequence[Timed]) -> float:
    return sum(each.units for each in loaded) / sum(each.units / each.per_second for each in loaded)


async def _token(database: Database, owner: Merchant) -> str:
    command = IssueToken("bench", frozenset({owner.merchant_id}))
    return await database.run(lambda connection: issue_token(command, work(connection)))


def _registration(port: int, token: str, owner: Merchant) -> str:
    body = json.dumps(register_body(owner.creditor_no))
    return _head(port, token, f"{PREFIX}/register", len(body)) + body


def _start(port: int, token: str) -> str:
    return _head(port, token, f"{PREFIX}/{ANSWERED.decode()}/action?action=Start", 0)


def _head(port: int, token: str, target: str, length: int) -> str:
    # What replaces a reference's mark has its length, so the length told here stays right.
    return (
        f"POST {target} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nauthorization: {token}\r\n"
        f"content-type: application/json\r\ncontent-length: {length}\r\n\r\n"
    )
