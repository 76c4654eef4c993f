"""A database of release 0.1.0 with rows in it is brought up to date, and what it held is what it holds."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from fordring.domain.purchase.checkout import CheckoutKind, Stage
from fordring.domain.purchase.offer import Contract, offer_of
from fordring.domain.purchase.purchase import Channel, Product
from fordring.storage import checkouts, profiles, purchases
from fordring.storage.migrate import all_migrations, migrate
from fordring.storage.transaction import Database
from support import make

RELEASE_0_1_0 = 6
ROWS = Path(__file__).with_name("release_0_1_0.sql")
MERCHANT, OTHER, CHECKOUT, _CLAIM, PURCHASE = (
    UUID(f"00000000-0000-7000-8000-00000000000{number}") for number in range(2, 7)
)


@pytest.fixture
async def upgraded(empty_database: str) -> AsyncIterator[Database]:
    """A database of release 0.1.0, brought up to date."""
    await migrate(empty_database, [each for each in all_migrations() if each.version <= RELEASE_0_1_0])
    connection = await asyncpg.connect(empty_database)
    await connection.execute(ROWS.read_text(encoding="utf-8"))
    await connection.close()
    await migrate(empty_database)
    database = await Database.connect(empty_database)
    yield database
    await database.close()


async def test_a_checkout_that_was_paid_has_its_whole_story(upgraded: Database) -> None:
    async with upgraded.reading() as connection:
        checkout = await checkouts.get(connection, MERCHANT, CHECKOUT)
        purchase = await purchases.get(connection, MERCHANT, PURCHASE)
    assert checkout.stage(make.WALL) is Stage.PAID
    assert (checkout.purchase_id, checkout.order.amount_minor, checkout.currency) == (PURCHASE, 12_500, "NOK")
    assert (checkout.merchant_reference_2, checkout.store_id, checkout.payer_name) == ("second", "oslo", "Ola Nordmann")
    assert checkout.content == purchase.content
    assert checkout.callback == purchase.callback
    assert [event.kind for event in checkout.events] == [
        CheckoutKind.INITIATED,
        CheckoutKind.AUTHORIZED,
        CheckoutKind.COMPLETED,
    ]
    assert checkout.events[0].request == purchase.events[0].request
    assert checkout.terms.of(Product.CONSUMER).channel is Channel.OPERATOR


async def test_profiles_say_what_they_said_and_every_merchant_has_the_default(upgraded: Database) -> None:
    async with upgraded.reading() as connection:
        own = await profiles.get(connection, MERCHANT, "own")
        defaults = [await profiles.get(connection, merchant, "default") for merchant in (MERCHANT, OTHER)]
    assert own.terms.fallback == {Product.BUSINESS: Channel.MERCHANT}
    for profile in (own, *defaults):
        assert all(offer_of(product, profile.terms, Contract()).enabled for product in Product)
