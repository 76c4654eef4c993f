"""A whole house behind a real server, and Chromium before it. These tests share one event loop, as the browser does."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from browser.chromium import FLAGS, find_chromium
from browser.merchant_page import MerchantPage, merchant_page
from browser.shop import Shop
from browser.watching import Watch
from faces.dintero.served import serving
from fordring.main.sandbox import SandboxFacts, another_merchant, open_sandbox
from fordring.main.settings import Settings
from fordring.main.wiring import House, open_house, web_application
from fordring.storage.transaction import Database
from support.database import RunDatabases
from support.truths import truthful

HERE = Path(__file__).parent
PATIENCE_MS = 30_000
DESKTOP = {"width": 1280, "height": 900}

Browse = Callable[..., Awaitable[Page]]
"""A fresh browser's page; options are Playwright's of a context: `viewport`, `color_scheme`, `locale` and so on."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One event loop for everything in this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
            item.add_marker(pytest.mark.browser)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium a process."""
    found = await asyncio.to_thread(find_chromium)
    if isinstance(found, str):
        pytest.skip(found)
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def database(databases: RunDatabases, database_name: str) -> AsyncIterator[Database]:
    """The test's own database, in this folder's loop; afterwards every standing truth of the ledger must hold."""
    async with truthful(databases, database_name) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def house(
    databases: RunDatabases, database_name: str, database: Database, tmp_path: Path
) -> AsyncIterator[House]:
    """The house, served at its own public address on a free loopback port."""
    assert database
    listening = socket.create_server(("127.0.0.1", 0))
    given = {
        "FORDRING_VAR": str(tmp_path / "var"),
        "FORDRING_PUBLIC_URL": f"http://127.0.0.1:{listening.getsockname()[1]}",
        "FORDRING_ALLOW_PRIVATE_CALLBACKS": "yes",
    }
    async with (
        open_house(Settings.read(given), databases.app_dsn(database_name), 12) as opened,
        serving(web_application(opened), listening),
    ):
        yield opened


@pytest.fixture
def address(house: House) -> str:
    """Where the house answers."""
    return house.settings.public_url


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox(house: House, address: str) -> SandboxFacts:
    """The Norwegian sandbox merchant that `fordring run` comes with, and its keys."""
    return await open_sandbox(house.database, address, {})


@pytest_asyncio.fixture(loop_scope="session")
async def http(address: str) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the house that follows no redirect."""
    async with httpx2.AsyncClient(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture
def shop(http: httpx2.AsyncClient, sandbox: SandboxFacts, address: str) -> Shop:
    """The sandbox merchant's server. Its payers come back to `address`."""
    return Shop(http, {"api_key": sandbox.api_key, "account_id": sandbox.account_id}, address)


@pytest.fixture
def open_shop(house: House, http: httpx2.AsyncClient, address: str) -> Callable[[str], Awaitable[Shop]]:
    """Opens the shop of one more sandbox merchant, in `NO`, `SE` or `FI`."""

    async def opened(country: str) -> Shop:
        return Shop(http, await another_merchant(house.database, country), address)

    return opened


@pytest.fixture
def watch(address: str) -> Watch:
    """What the pages of this test complain of; add to its `origins` whom they may ask besides the house."""
    return Watch({address})


@pytest_asyncio.fixture(loop_scope="session")
async def browse(browser: Browser, watch: Watch) -> AsyncIterator[Browse]:
    """Opens pages, each in a browser without a past; in the end none may have complained."""
    contexts = []

    async def opened(**options: Any) -> Page:
        context = await browser.new_context(**{"viewport": DESKTOP, "locale": "nb-NO", **options})
        context.set_default_timeout(PATIENCE_MS)
        watch.over(context)
        contexts.append(context)
        return await context.new_page()

    yield opened
    for context in contexts:
        await context.close()
    assert not watch.complaints, "\n".join(watch.complaints)


@pytest_asyncio.fixture(loop_scope="session")
async def page(browse: Browse) -> Page:
    """A page on a desktop, in light colours, of somebody who reads Norwegian."""
    return await browse()


@pytest_asyncio.fixture(loop_scope="session")
async def merchant(page: Page, address: str, watch: Watch) -> AsyncIterator[MerchantPage]:
    """A shop's page at an origin of its own, with the real Web SDK, open in `page`."""
    async with merchant_page(page, address, watch.origins) as opened:
        yield opened
