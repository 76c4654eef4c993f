"""The demo shop's server: only for this machine, only for its own page, only for its own orders, only signed calls."""

import re
from collections.abc import AsyncIterator, Mapping

import httpx2
import pytest

from fordring.channels.signing import canonical_request, hmac_sha256_hex
from fordring.main.sandbox import another_merchant, open_sandbox
from fordring.main.wiring import SIGNATURE_HEADER, House, web_application
from fordring.storage import merchants

HERE = "http://127.0.0.1:8080"
BASKET = {"buyer": "consumer", "count-bell": "1"}
ORDERS = ("/demo/orders", "/demo/orders/x/advance", "/demo/orders/x/pay")
BASKETS = """
count-bell=0            nothing in the basket, or too much of something
count-bell=10           nothing in the basket, or too much of something
count-bell=-1           nothing in the basket, or too much of something
count-bell=1&buyer=dog  nobody buys it
"""


@pytest.fixture
async def shopper(house: House) -> AsyncIterator[httpx2.AsyncClient]:
    """A browser on this machine."""
    await open_sandbox(house.database, HERE, {})
    transport = httpx2.ASGITransport(app=web_application(house), client=("127.0.0.1", 50_000))
    async with httpx2.AsyncClient(transport=transport, base_url=HERE) as client:
        yield client


async def token(shopper: httpx2.AsyncClient) -> str:
    found = re.search('data-token="([^"]+)"', (await shopper.get("/demo")).text)
    assert found
    return found[1]


async def ordered(shopper: httpx2.AsyncClient, **more: str) -> Mapping[str, str]:
    answer = await shopper.post("/demo/orders", data={**BASKET, "form_token": await token(shopper), **more})
    told: Mapping[str, str] = answer.json()
    return told


@pytest.mark.parametrize("strange", [{"x-forwarded-for": "1.2.3.4"}, {"host": "evil.example"}])
async def test_it_is_not_there_for_others(shopper: httpx2.AsyncClient, strange: Mapping[str, str]) -> None:
    for path in ("/demo", "/demo/back", "/demo/callback", "/demo/sdk.js", "/demo/sdk.umd.js", "/demo/orders/x"):
        assert (await shopper.get(path, headers=strange)).status_code == 404
    for path in ORDERS:
        assert (await shopper.post(path, data={"form_token": await token(shopper)}, headers=strange)).status_code == 404


async def test_another_sites_form_changes_nothing(shopper: httpx2.AsyncClient) -> None:
    good = await token(shopper)
    for path in ORDERS:
        assert (await shopper.post(path, data=BASKET)).status_code == 403
        assert (await shopper.post(path, data={**BASKET, "form_token": f"{good}x"})).status_code == 403
        foreign = {"sec-fetch-site": "cross-site"}
        assert (await shopper.post(path, data={**BASKET, "form_token": good}, headers=foreign)).status_code == 403


async def test_the_browser_learns_the_session_and_nothing_secret(house: House, shopper: httpx2.AsyncClient) -> None:
    told = await ordered(shopper)
    assert set(told) == {"sid"}
    page = (await shopper.get("/demo")).text
    async with house.database.reading() as connection:
        secret = (await merchants.by_account_id(connection, "T11112222")).signature_secret
    assert secret not in page
    story = (await shopper.get(f"/demo/orders/{told['sid']}")).json()
    assert (story["stage"], story["events"], story["calls"]) == ("open", [], [])


@pytest.mark.parametrize("line", BASKETS.strip().splitlines())
async def test_a_strange_basket_is_refused(shopper: httpx2.AsyncClient, line: str) -> None:
    given = dict(pair.split("=") for pair in line[:24].strip().split("&"))
    assert await ordered(shopper, **given) == {"problem": line[24:]}


async def test_another_shops_order_is_not_its_own(house: House, shopper: httpx2.AsyncClient) -> None:
    other = await another_merchant(house.database, "NO")
    sid = (await ordered(shopper))["sid"]
    foreign = sid.replace("T11112222", other["account_id"])
    for wrong in (foreign, f"{sid[:-3]}AAA", "nonsense"):
        assert (await shopper.get(f"/demo/orders/{wrong}")).status_code == 404
        assert (await shopper.get(f"/demo/orders/{wrong}/invoice.pdf")).status_code == 404
        form = {"days": "7", "form_token": await token(shopper)}
        assert (await shopper.post(f"/demo/orders/{wrong}/advance", data=form)).status_code == 404
        assert (await shopper.post(f"/demo/orders/{wrong}/pay", data=form)).status_code == 404
    assert (await shopper.post(f"/demo/orders/{sid}/pay", data=form)).status_code == 404  # nothing is bought yet
    assert (await shopper.post(f"/demo/orders/{sid}/advance", data={**form, "days": "5000"})).status_code == 400


async def test_only_a_fresh_signed_call_is_believed(house: House, shopper: httpx2.AsyncClient) -> None:
    async with house.database.reading() as connection:
        secret = (await merchants.by_account_id(connection, "T11112222")).signature_secret
    url = f"{HERE}/demo/callback?transaction_id=T11112222.abc&time=now"
    now = int(house.jobs.wall().timestamp())
    for age, key, status in ((0, secret, 200), (0, "another", 401), (3600, secret, 401)):
        signature = hmac_sha256_hex(key, canonical_request(now - age, "T11112222", "GET", url))
        header = {SIGNATURE_HEADER: f"t={now - age},v0-hmac-sha256={signature}"}
        assert (await shopper.get(url, headers=header)).status_code == status
    assert (await shopper.get(url)).status_code == 401
    assert (await shopper.get(url, headers={SIGNATURE_HEADER: "t=x,v0-hmac-sha256=y"})).status_code == 401
