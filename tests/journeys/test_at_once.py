"""Many pay at one shop in the same moment: each gets an invoice of its own, and no number is left out."""

import asyncio

import httpx2

from fordring.client import AsyncMerchantClient, RefusedError
from fordring.client.merchant_answers import Transaction
from fordring.main.sandbox import open_sandbox
from fordring.main.wiring import House, story_order, web_application
from journeys.stage import ORIGIN

AT_ONCE, REFUSED = 32, 4


async def test_payments_in_the_same_moment_are_numbered_without_a_gap(house: House) -> None:
    transport = httpx2.ASGITransport(app=web_application(house))
    async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        shop = await shop_at(house, http)
        orders = [story_order(f"order-{place}", 12_500 + place, f"{ORIGIN}/hear") for place in range(AT_ONCE + REFUSED)]
        for order in orders[::9]:
            order["session"]["order"]["billing_address"]["country"] = "DK"
        bought = await asyncio.gather(*(shop.pay(order) for order in orders), return_exceptions=True)
        made = [each for each in bought if isinstance(each, Transaction)]
        assert [each.status for each in bought if isinstance(each, RefusedError)] == [400] * REFUSED
        assert sorted(numbers(made)) == [f"FJORD-{place:06}" for place in range(1, AT_ONCE + 1)]
        assert len({each.invoice_id for each in made}) == AT_ONCE
        assert amounts(made) == {
            order["session"]["order"]["merchant_reference"]: 12_500 + place
            for place, order in enumerate(orders)
            if place % 9
        }
        newest = [each async for each in shop.transactions({"limit": 20})]
    assert {each.id for each in newest} == {each.id for each in made}


async def test_one_order_sent_many_times_at_once_is_one_invoice(house: House) -> None:
    transport = httpx2.ASGITransport(app=web_application(house))
    async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        shop = await shop_at(house, http)
        order = story_order("order-1", 12_500, f"{ORIGIN}/hear")
        same = await asyncio.gather(*(shop.pay(order, "key-1") for _ in range(AT_ONCE)))
        assert len({each.id for each in same}) == 1
        assert numbers([each async for each in shop.transactions()]) == ["FJORD-000001"]


async def shop_at(house: House, http: httpx2.AsyncClient) -> AsyncMerchantClient:
    """The sandbox's merchant."""
    facts = await open_sandbox(house.database, ORIGIN, {})
    return AsyncMerchantClient(ORIGIN, facts.account_id, facts.client_id, facts.client_secret, http=http)


def numbers(bought: list[Transaction]) -> list[str]:
    """The invoice number of each."""
    return [str(each.invoice_number) for each in bought]


def amounts(bought: list[Transaction]) -> dict[str, int]:
    """Each merchant reference and its amount."""
    return {each.merchant_reference: each.amount for each in bought}
