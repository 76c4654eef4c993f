"""An accounting system of the Norwegian merchant before the app, and another merchant's beside it."""

from collections.abc import AsyncIterator

import httpx2
import pytest

from faces.kravia.stage import BASE, Office, Wall, app_of, context_of, token_for
from fordring.domain.merchant import Merchant
from fordring.storage.transaction import Database
from support import make


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
async def http(database: Database, wall: Wall) -> AsyncIterator[httpx2.AsyncClient]:
    """The app, called in process."""
    transport = httpx2.ASGITransport(app=app_of(await context_of(database, wall)))
    async with httpx2.AsyncClient(transport=transport, base_url=BASE) as client:
        yield client


@pytest.fixture
async def office(database: Database, merchant: Merchant, http: httpx2.AsyncClient, wall: Wall) -> Office:
    return Office(merchant, await token_for(database, merchant), http, wall)


@pytest.fixture
async def neighbour(database: Database, office: Office) -> Office:
    """The office of another merchant, whose creditor id is 10002."""
    other = await make.merchant(database, "SE", "T99998888", number_prefix="ZZZZZ")
    return Office(other, await token_for(database, other), office.http, office.wall)
