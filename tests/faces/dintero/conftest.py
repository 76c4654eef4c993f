"""A shop of the Norwegian merchant, and another merchant's shop beside it, before the same app."""

from collections.abc import AsyncIterator

import httpx2
import pytest

from faces.dintero.stage import BASE, Shop, Wall, app_of, client_of, context_of
from fordring.domain.merchant import Merchant
from fordring.storage.transaction import Database
from support import make


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
async def http(database: Database, wall: Wall) -> AsyncIterator[httpx2.AsyncClient]:
    """The app, called in process."""
    app = app_of(await context_of(database, wall))
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url=BASE) as client:
        yield client


@pytest.fixture
async def shop(database: Database, merchant: Merchant, http: httpx2.AsyncClient, wall: Wall) -> Shop:
    credentials = await client_of(database, merchant.account_id)
    return await Shop(merchant, credentials, http, wall).log_in()


@pytest.fixture
async def neighbour(database: Database, http: httpx2.AsyncClient, wall: Wall) -> Shop:
    """The shop of another merchant."""
    other = await make.merchant(database, "SE", "T99998888", number_prefix="ZZZZZ")
    return await Shop(other, await client_of(database, other.account_id), http, wall).log_in()
