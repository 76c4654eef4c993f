"""A shop whose payers come to the checkout page: the shops' face and the pages in one app, as main puts them."""

import html
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from faces.dintero.stage import ADDRESS, Shop, Wall, client_of, context_of, whole_app_of
from fordring.domain.merchant import Merchant
from fordring.pages import mount
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from pages.stage import pages_of

BASE = "http://fordring.test"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
CONSUMER = {name: value for name, value in ADDRESS.items() if name != "country"}
COMPANY = {**CONSUMER, "business_name": "Nordmann AS", "organization_number": "923609016"}


@dataclass
class Checkout:
    """A shop, and a payer's browser without a token. `open` makes a session and gives its id."""

    shop: Shop
    payer: httpx2.AsyncClient

    async def page(self, sid: str, query: str = "", **headers: str) -> httpx2.Response:
        """The page of a session."""
        return await self.payer.get(f"/?sid={sid}{query}", headers=headers)

    async def form(self, sid: str, query: str = "") -> dict[str, str]:
        """The hidden fields of the page's form."""
        return hidden_of((await self.page(sid, query)).text)

    async def pay(
        self, sid: str, fields: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None, **more: Any
    ) -> httpx2.Response:
        """The form sent by a consumer, or with other fields; what is hidden is read from the page first."""
        hidden = {"product": "consumer", "country": "NO", **await self.form(sid), **(fields or CONSUMER), **more}
        return await self.payer.post(f"/checkout/{sid}", data=hidden, headers=headers)

    async def purchases(self, database: Database) -> int:
        """How many there are in all."""
        async with database.reading() as connection:
            return int(await connection.fetchval("SELECT count(*) FROM purchase"))


def hidden_of(text: str) -> dict[str, str]:
    """The hidden fields of a page."""
    return {html.unescape(name): html.unescape(value) for name, value in HIDDEN.findall(text)}


@asynccontextmanager
async def checkout_of(
    database: Database, merchant: Merchant, folder: Path, wall: Wall | None = None, accept_language: str = ""
) -> AsyncIterator[Checkout]:
    """The merchant's shop, and a payer at 203.0.113.7."""
    clock = wall or Wall()
    headers = {"Accept-Language": accept_language} if accept_language else {}
    house = Installation(database, folder)
    app = whole_app_of(await context_of(database, clock, BASE))
    mount(app, pages_of(house, clock), app.openapi)
    async with (
        httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=BASE) as http,
        httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=app, client=("203.0.113.7", 50_000)), base_url=BASE, headers=headers
        ) as payer,
    ):
        credentials = await client_of(database, merchant.account_id)
        yield Checkout(await Shop(merchant, credentials, http, clock).log_in(), payer)
