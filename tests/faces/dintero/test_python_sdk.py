"""The public Python SDK against this face, served over real HTTP."""

import asyncio
from collections.abc import AsyncIterator

import httpx2
import pytest
from dintero import Dintero
from dintero.checkout import Checkout
from dintero.error import AuthError, InvalidFieldError, InvalidRequestBody, UnexpectedError

from faces.dintero.served import serving
from faces.dintero.stage import Shop, Wall, business, client_of, context_of, payment, session, whole_app_of
from fordring.domain.merchant import Merchant
from fordring.storage.transaction import Database
from support import make

ITEMS = [{"line_id": "1", "amount": 12_500}]


@pytest.fixture
async def served(database: Database, merchant: Merchant, wall: Wall) -> AsyncIterator[Shop]:
    """A shop before an app that listens on loopback; the audience is then the app's own address."""
    app = whole_app_of(await context_of(database, wall, "http://127.0.0.1"))
    async with serving(app) as address, httpx2.AsyncClient(base_url=address) as http:
        shop = Shop(merchant, await client_of(database, merchant.account_id), http, wall)
        audience = f"https://api.dintero.com/v1/accounts/{merchant.account_id}"
        answer = await shop.ask_for_token(json={"grant_type": "client_credentials", "audience": audience})
        shop.token = answer.json()["access_token"]
        yield shop


def sdk(shop: Shop, secret: str | None = None) -> Checkout:
    address = str(shop.http.base_url).rstrip("/")
    credentials = shop.credentials
    checkout: Checkout = Dintero(
        shop.merchant.account_id,
        credentials.client_id,
        secret or credentials.client_secret,
        application_name="test",
        application_version="1",
        api_url=address,
        checkout_url=address,
    ).checkout()
    return checkout


async def test_the_sdk_gets_captures_and_voids(served: Shop) -> None:
    transaction = (await served.pay(business(invoice_channel="merchant")))["id"]
    checkout = sdk(served)
    shown = await asyncio.to_thread(checkout.get_transaction, transaction)
    assert (shown["status"], shown["amount"]) == ("AUTHORIZED", 12_500)
    captured = await asyncio.to_thread(checkout.capture_transaction, transaction, 12_500, ITEMS, "ship-1")
    assert [event["event"] for event in captured["events"]] == ["INITIALIZE", "AUTHORIZE", "INITIATE_CAPTURE"]
    assert captured["events"][-1]["request_headers"]["dintero-system-plugin-name"] == "python-sdk"
    voided = await asyncio.to_thread(checkout.void_transaction, transaction)
    assert voided["status"] == "AUTHORIZATION_VOIDED"


async def test_the_sdk_is_told_that_there_are_no_refunds(served: Shop) -> None:
    transaction = (await served.pay())["id"]
    with pytest.raises(InvalidRequestBody):
        await asyncio.to_thread(sdk(served).refund_transaction, transaction, 12_500, ITEMS, "r", "broken")


async def test_the_sdk_with_a_wrong_secret_is_not_let_in(served: Shop) -> None:
    transaction = (await served.pay())["id"]
    with pytest.raises(AuthError):
        await asyncio.to_thread(sdk(served, "wrong").get_transaction, transaction)


async def test_the_sdk_does_not_find_another_accounts_transaction(served: Shop, database: Database) -> None:
    await make.merchant(database, "SE", "T99998888", number_prefix="ZZZZZ")
    foreign = (await served.pay())["id"].replace("T11112222", "T99998888")
    with pytest.raises(UnexpectedError):
        await asyncio.to_thread(sdk(served).get_transaction, foreign)


@pytest.mark.parametrize("profile", ["default", None])
async def test_the_sdk_opens_a_session_that_is_paid_and_acted_on(served: Shop, profile: str | None) -> None:
    checkout = sdk(served)
    body = {**session("order-9"), **({"profile_id": profile} if profile else {})}
    opened = await asyncio.to_thread(checkout.create_session, body)
    assert opened["url"].endswith(f"/v1/view/{opened['id']}")
    shown = await asyncio.to_thread(checkout.get_session, opened["id"])
    assert (shown["id"], shown["order"]["merchant_reference"]) == (opened["id"], "order-9")
    paid = await served.http.post(f"/v1/sessions/{opened['id']}/pay", json=payment())
    assert (paid.status_code, paid.json()["success"]) == (200, True)
    transaction = (await asyncio.to_thread(checkout.get_session, opened["id"]))["transaction_id"]
    captured = await asyncio.to_thread(checkout.capture_transaction, transaction, 12_500, ITEMS)
    assert captured["status"] == "AUTHORIZED"
    voided = await asyncio.to_thread(checkout.void_transaction, transaction)
    assert voided["status"] == "AUTHORIZATION_VOIDED"


async def test_the_sdks_headers_are_kept(served: Shop) -> None:
    opened = await asyncio.to_thread(sdk(served).create_session, session())
    shown = await served.get(f"/v1/sessions/{opened['id']}?includes=initiating_system_request_headers")
    kept = shown.json()["initiating_system_request_headers"]
    assert kept["dintero-system-plugin-name"] == "python-sdk"
    assert kept["dintero-system-plugin-version"] == "0.0.0"


async def test_the_sdk_checks_sums_itself_and_is_told_what_else_is_wrong(served: Shop) -> None:
    checkout = sdk(served)
    unequal = session()
    unequal["order"]["amount"] += 1
    with pytest.raises(InvalidFieldError):
        await asyncio.to_thread(checkout.create_session, unequal)
    unreadable = session()
    unreadable["order"]["currency"] = "kroner"
    with pytest.raises(InvalidRequestBody):
        await asyncio.to_thread(checkout.create_session, unreadable)
