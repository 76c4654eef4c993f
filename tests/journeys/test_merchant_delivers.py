"""A merchant that delivers its invoices itself: nothing of ours goes out, and nothing follows up before it says so."""

import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest
from pypdf import PdfReader

from fordring.client import AsyncMerchantClient, RefusedError
from fordring.client.merchant_answers import Transaction
from fordring.domain.merchant import Clock, Merchant
from fordring.main.sandbox import another_merchant
from fordring.main.wiring import House, story_order, web_application
from fordring.storage import claims, merchants
from journeys.stage import ORIGIN
from support.lives import count, received

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
AMOUNT = 125_000


@pytest.fixture
async def http(house: House) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app=web_application(house))
    async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        yield client


@pytest.fixture
async def shop(house: House, http: httpx2.AsyncClient) -> AsyncMerchantClient:
    """A sandbox shop whose clock stands on a Monday."""
    keys = await another_merchant(house.database, "NO")

    async def at_the_beginning(connection: Any) -> Merchant:
        merchant = await merchants.by_account_id(connection, keys["account_id"])
        await merchants.set_clock(connection, merchant.merchant_id, Clock(frozen_at=MONDAY))
        return merchant

    await house.database.run(at_the_beginning)
    return AsyncMerchantClient(ORIGIN, keys["account_id"], keys["client_id"], keys["client_secret"], http=http)


def order(reference: str = "order-1", email: str = "ola@example.com") -> dict[str, Any]:
    """An order whose merchant delivers the invoice, paid in 14 days by an address with an alias or without."""
    body = story_order(reference, AMOUNT, f"{ORIGIN}/hear")
    body["payment"] |= {"invoice_channel": "merchant", "days_until_due": 14}
    body["session"]["order"]["billing_address"]["email"] = email
    return body


async def paid_by_hand(house: House, bought: Transaction, minor: int) -> None:
    async with house.database.reading() as connection:
        claim = await claims.get(connection, *await claims.find(connection, bought.invoice_id or 0))
    await received(house.database, claim, minor)


def kinds(transaction: Transaction) -> list[str]:
    return [event.event for event in transaction.events]


async def nothing_went_out(house: House) -> None:
    """No delivery was ever owed, and no mail lies in the sandbox's mailbox."""
    assert await count(house.database, "delivery") == 0
    assert await count(house.database, "mailbox_message") == 0


async def test_from_the_order_to_the_money_with_nothing_sent_by_us(house: House, shop: AsyncMerchantClient) -> None:
    bought = await shop.pay(order())
    assert (bought.status, kinds(bought)) == ("AUTHORIZED", ["INITIALIZE", "AUTHORIZE"])
    assert bought.metadata["kravia:invoice_channel"] == "merchant"
    invoice = await shop.file(str(bought.invoice_url))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(invoice)).pages)
    assert str(bought.invoice_number) in text

    assert (await shop.advance_clock({"days": 60})).happened == ()
    assert await shop.transaction(bought.id) == bought
    assert await count(house.database, "claim", "next_step_on IS NOT NULL OR collection_started") == 0
    await nothing_went_out(house)

    for wrong in (AMOUNT - 1, AMOUNT + 1, 1):
        with pytest.raises(RefusedError) as refused:
            await shop.capture(bought.id, wrong)
        assert refused.value.status == 400
    captured = await shop.capture(bought.id, AMOUNT)
    assert (captured.status, kinds(captured)[2:]) == ("AUTHORIZED", ["INITIATE_CAPTURE"])
    assert await shop.capture(bought.id, AMOUNT) == captured
    assert await count(house.database, "claim", "collection_started") == 1
    assert (await shop.advance_clock({"days": 10})).happened == ()
    await nothing_went_out(house)

    await paid_by_hand(house, bought, AMOUNT)
    shown = await shop.transaction(bought.id)
    assert (shown.status, kinds(shown)[3:]) == ("CAPTURED", ["CAPTURE"])
    assert shown.events[3].correlation_request_id == captured.events[2].request_id
    await nothing_went_out(house)


async def test_a_payer_may_pay_before_the_merchant_says_that_it_delivered(
    house: House, shop: AsyncMerchantClient
) -> None:
    bought = await shop.pay(order(email="ola+40-60@example.com"))
    await shop.advance_clock({"days": 14})
    part = await shop.transaction(bought.id)
    assert (part.status, kinds(part)[2:]) == ("PARTIALLY_CAPTURED", ["CAPTURE"])
    captured = await shop.capture(bought.id, AMOUNT)
    assert (captured.status, kinds(captured)[3:]) == ("PARTIALLY_CAPTURED", ["INITIATE_CAPTURE"])
    await shop.advance_clock({"days": 10})
    whole = await shop.transaction(bought.id)
    assert (whole.status, [event.amount for event in whole.events[2:]]) == (
        "CAPTURED",
        [50_000, AMOUNT, 75_000],
    )
    assert await shop.capture(bought.id, AMOUNT) == whole
    await nothing_went_out(house)


async def test_a_void_sends_no_credit_note_and_late_money_goes_back(house: House, shop: AsyncMerchantClient) -> None:
    bought = await shop.pay(order())
    voided = await shop.void(bought.id)
    assert (voided.status, kinds(voided)[-1]) == ("AUTHORIZATION_VOIDED", "VOID")
    assert await count(house.database, "claim", "kind = 'credit_note' AND number IS NOT NULL") == 1
    await shop.advance_clock({"days": 1})
    await nothing_went_out(house)
    await paid_by_hand(house, bought, AMOUNT)
    assert await shop.transaction(bought.id) == voided
    assert await count(house.database, "refund", f"amount_minor = {AMOUNT} AND reason = 'the claim is withdrawn'") == 1
    with pytest.raises(RefusedError) as refused:
        await shop.capture(bought.id, AMOUNT)
    assert refused.value.status == 400
