"""What a payer's browser loads of the checkout page, all that it asks for followed as a browser does, and how fast."""

import http.client
import re
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from statistics import median
from urllib.parse import urljoin, urlsplit
from uuid import UUID

from bench.figures import Figure
from bench.house import House, connected, fresh_database, public_url, settle, web_application
from bench.orders import open_merchants, work
from bench.size import Size
from fordring.faces.dintero.translate.session_words import session_id
from fordring.pages.demo.order import basket_of, checkout_command
from fordring.services.checkout.create_checkout import create_checkout
from fordring.storage.transaction import Database

PART = "pages"
BYTES_MAX = 60_000
MS_MAX = 20.0
OPENINGS_A_SESSION = 50
"""Fewer than a minute may have, so that what is timed is the page and not a refusal."""
BASKET = {"buyer": "consumer", "count-city": "1", "count-bell": "2", "known": "yes"}
ASKED = {
    "text/html": re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)"|\bdata-session="([^"]+)"'),
    "text/javascript": re.compile(r'^(?:import|export)\b[^;]*?"([^"]+)";', re.MULTILINE),
    "text/css": re.compile(r"url\(['\"]?([^)'\"]+)['\"]?\)|@import\s+['\"]([^'\"]+)"),
}
"""What a file of each kind makes a browser ask for."""


@dataclass
class Loaded:
    """Everything a page consists of. `strangers` are the addresses of others, which are not asked."""

    requests: int = 0
    bytes: int = 0
    strangers: list[str] = field(default_factory=list)


async def measure(house: House, size: Size) -> list[Figure]:
    """Bytes and requests of the page's first load, and the middle of its first response over a kept connection."""
    async with fresh_database(house, "bench_pages") as its, connected(its, 2) as database:
        owner = (await open_merchants(database, 1))[0]
        paths = [await _page_of(database, owner.merchant_id) for _ in range(size.units // OPENINGS_A_SESSION + 1)]
        await settle(its)
        with web_application(its) as port, closing(http.client.HTTPConnection("127.0.0.1", port)) as http_:
            loaded = load(http_, public_url(port), paths[0])
            took = sorted(_milliseconds(http_, paths[place % len(paths)]) for place in range(size.units))
    middle, worst = median(took), took[len(took) * 99 // 100]
    return [
        Figure(
            *(PART, "checkout page, everything it loads, headers too", f"{loaded.bytes:,} bytes", ""),
            *(None, f"under {BYTES_MAX:,} bytes", loaded.bytes < BYTES_MAX),
        ),
        Figure(PART, "its requests", f"{loaded.requests}"),
        Figure(PART, "its requests to others", f"{len(loaded.strangers)}", target="0", met=not loaded.strangers),
        Figure(
            *(PART, "its first response, the middle", f"{middle:.1f} ms", f"p99 {worst:.1f} ms"),
            *(None, f"under {MS_MAX:.0f} ms", middle < MS_MAX),
        ),
    ]


async def _page_of(database: Database, merchant_id: UUID) -> str:
    """The address of the page of a fresh order."""
    given = (basket_of(BASKET), "https://shop.example/back", "https://shop.example/callback")
    command = checkout_command(merchant_id, "order-1", *given)
    view = await database.run(lambda connection: create_checkout(command, work(connection)))
    return f"/?sid={session_id(view)}&sdk=0.8.30&ui=inline"


def load(http_: http.client.HTTPConnection, origin: str, path: str) -> Loaded:
    """Load a page and whatever it asks for, each once."""
    loaded, waiting, seen = Loaded(), [f"{origin}{path}"], set[str]()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        if not address.startswith(f"{origin}/"):
            loaded.strangers.append(address)
            continue
        http_.request("GET", address.removeprefix(origin))
        answer = http_.getresponse()
        body = answer.read()
        if answer.status != http.client.OK:
            raise ValueError(f"{address} answers {answer.status}")
        loaded.requests += 1
        loaded.bytes += len(body) + sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
        kind = answer.headers.get_content_type()
        waiting += [urljoin(address, each) for each in asked_by(kind, body.decode("utf-8", "replace"))]
    return loaded


def asked_by(kind: str, text: str) -> Iterator[str]:
    """The addresses that a file makes a browser ask for; what stands in the file itself (`data:`) is not asked."""
    if kind in ASKED:
        for found in ASKED[kind].finditer(text):
            address = next(group for group in found.groups() if group)
            if urlsplit(address).scheme != "data":
                yield address


def _milliseconds(http_: http.client.HTTPConnection, path: str) -> float:
    began = time.perf_counter()
    http_.request("GET", path)
    answer = http_.getresponse()
    answer.read()
    took = time.perf_counter() - began
    if answer.status != http.client.OK:
        raise ValueError(f"{path} answers {answer.status}")
    return took * 1000
