"""One-step pay over HTTP against one hand-written statement a unit, in alternating rounds on the same server."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bench.figures import Figure, at_least
from bench.house import House, connected, fresh_database, public_url, settle, web_application
from bench.load import MARK, Plan
from bench.orders import LINES, TOTAL, VAT_BP, open_merchants, work
from bench.program import post, run_program
from bench.round_trips import count_round_trips
from bench.size import Size
from bench.timing import Timed, together
from fordring.domain.merchant import Merchant
from fordring.faces.common.tokens import Bearer, Tokens
from fordring.main.clock import wall
from fordring.services.access.create_client import CreateClient, create_client
from fordring.services.onboarding.open_signing_key import open_signing_key
from fordring.storage.transaction import Database

PART = "pay"
APPLICATION = "fordring.main.asgi"
SPREAD_MIN, ONE_MIN = 0.35, 0.5
P99_MS_MAX = 60.0
ROUND_TRIPS_MAX = 4
TOKEN_HOURS = 4


async def measure(house: House, size: Size, module: str = APPLICATION) -> list[Figure]:
    """Rates, ratios and tails over 64 merchants and over one, and the round trips of one request."""
    async with fresh_database(house, "bench_pay") as its, connected(its, 2) as database:
        owners = await open_merchants(database, size.merchants)
        with web_application(its, module) as port:
            requests = [each.decode() for each in await requests_of(database, owners, port)]
            await _post(port, requests, size, 1.0)  # connections opened, statements planned
            spread = await _rounds(its, port, requests, size)
            paced = await _paced(its, port, requests, size, SPREAD_MIN * spread[1].per_second)
            one = await _rounds(its, port, requests[:1], size)
        trips = await count_round_trips(its, owners[0])
    return [
        *_figures(f"one-step pay over HTTP, {size.merchants} merchants", spread, SPREAD_MIN),
        _tail("its p99, all that 32 connections get done", spread[0], f"{spread[1].p99_ms:.0f} ms one statement"),
        _tail(f"its p99 when {SPREAD_MIN} of that rate is asked for", paced, f"at {paced.per_second:,.0f} a second"),
        *_figures("one-step pay over HTTP, one merchant", one, ONE_MIN),
        Figure(PART, "its p99", f"{one[0].p99_ms:.0f} ms", f"{one[1].p99_ms:.0f} ms one statement"),
        Figure(PART, "round trips of a payment", str(trips), "", None, "at most 4", trips <= ROUND_TRIPS_MAX),
    ]


async def requests_of(database: Database, owners: Sequence[Merchant], port: int) -> list[bytes]:
    """One whole HTTP request per merchant, with MARK where a fresh reference goes and a token that holds."""
    key = await database.run(lambda connection: open_signing_key(work(connection)))
    tokens = Tokens(key, public_url(port))
    return [_request(port, await token_of(database, owner, tokens)) for owner in owners]


async def token_of(database: Database, owner: Merchant, tokens: Tokens) -> str:
    """A token of a fresh client of the merchant."""
    command = CreateClient(owner.account_id, frozenset({"admin:checkout"}))
    client = (await database.run(lambda connection: create_client(command, work(connection)))).client
    expires = int((wall() + timedelta(hours=TOKEN_HOURS)).timestamp())
    bearer = Bearer(client.client_id, owner.account_id, owner.merchant_id, client.scopes, expires)
    return tokens.issue(bearer, client.generation, f"/v1/accounts/{owner.account_id}", wall())


def _request(port: int, token: str) -> bytes:
    body = json.dumps(_body()).encode()
    # The reference that replaces MARK has its length, so the length told here stays right.
    head = (
        f"POST /v1/sessions/pay HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nauthorization: Bearer {token}\r\n"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _body() -> dict[str, Any]:
    reference = MARK.decode()
    items = [
        {
            "id": str(place),
            "line_id": str(place),
            "description": text,
            "quantity": 1,
            "amount": amount,
            "vat": VAT_BP // 100,
        }
        for place, (text, amount) in enumerate(LINES, start=1)
    ]
    address = {
        "first_name": "Ola",
        "last_name": "Nordmann",
        "address_line": "Storgata 1",
        "postal_code": "0151",
        "postal_place": "Oslo",
        "country": "NO",
        "email": f"{reference}@example.com",
        "phone_number": "+4799999999",
    }
    order = {"amount": TOTAL, "currency": "NOK", "merchant_reference": reference, "items": items}
    return {
        "payment": {
            "payment_product_type": "kravia.invoice_b2c",
            "operation": "invoice_payment",
            "days_until_due": 14,
        },
        "session": {"url": {}, "order": order | {"billing_address": address}},
    }


async def _rounds(house: House, port: int, requests: Sequence[str], size: Size) -> tuple[Timed, Timed]:
    """The middle rounds of HTTP and of the yardstick, taken in turns."""
    posted, stated = [], []
    for _ in range(size.rounds):
        stated.append(await _state(house, len(requests), size))
        await settle(house)
        posted.append(await _post(port, requests, size, size.seconds))
    return together(posted), together(stated)


async def _paced(house: House, port: int, requests: Sequence[str], size: Size, per_second: float) -> Timed:
    """The middle round, by its tail, of payments offered at this rate."""
    rounds = []
    for _ in range(size.rounds):
        await settle(house)
        await _post(port, requests, size, 1.0, per_second)  # tables counted anew make the server plan anew
        rounds.append(await _post(port, requests, size, size.seconds, per_second))
    return sorted(rounds, key=lambda timed: timed.p99_ms)[len(rounds) // 2]


async def _post(
    port: int, requests: Sequence[str], size: Size, seconds: float, per_second: float | None = None
) -> Timed:
    return await post(Plan(port, size.connections, seconds, requests, per_second))


async def _state(house: House, merchants: int, size: Size) -> Timed:
    return await run_program(
        "bench.one_statement", house.app_dsn, str(merchants), str(size.connections), str(size.seconds)
    )


def _figures(what: str, measured: tuple[Timed, Timed], target: float) -> list[Figure]:
    http, statement = measured
    return [at_least(PART, what, http.per_second, statement.per_second, target, "a second", "by one statement each")]


def _tail(what: str, http: Timed, compared: str) -> Figure:
    limit, met = f"under {P99_MS_MAX:.0f} ms", http.p99_ms < P99_MS_MAX
    return Figure(PART, what, f"{http.p99_ms:.0f} ms", f"p50 {http.p50_ms:.0f} ms, {compared}", None, limit, met)
