"""Paying by invoice: one statement makes the purchase, the claim, its number, its entry and what is owed afterwards."""

import asyncio

import asyncpg
import pytest

from fordring.domain.claim.lifecycle import State
from fordring.domain.errors import (
    DeactivatedMerchantError,
    DuplicateReferenceError,
    InvalidCommandError,
    WrongCurrencyError,
)
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.lifecycle import Status
from fordring.domain.purchase.purchase import Channel, Kind
from fordring.domain.purchase.totals import GivenOrder
from fordring.services.checkout.pay_by_invoice import PayByInvoice, pay_by_invoice
from fordring.services.views import PurchaseView
from fordring.storage import ledger, merchants
from fordring.storage.transaction import Connection, Database
from support import make


async def pay(database: Database, command: PayByInvoice, **asker: str) -> PurchaseView:
    return await database.run(lambda connection: pay_by_invoice(command, make.work(connection, make.WALL, **asker)))


async def test_an_accepted_purchase_is_authorized_and_its_claim_issued(database: Database, merchant: Merchant) -> None:
    view = await pay(database, make.payment_by_invoice(merchant))
    assert view.purchase.status is Status.AUTHORIZED
    assert [event.kind for event in view.purchase.events] == [
        Kind.INITIALIZED,
        Kind.AUTHORIZED,
        Kind.COLLECTION_STARTED,
    ]
    assert (view.claim.state, view.claim.number) == (State.ISSUED, "A1B2C-000001")
    assert str(view.claim.due_on) == "2026-11-30"
    async with database.reading() as connection:
        assert await ledger.balances(connection, merchant.merchant_id) == {
            "receivable.principal NOK": 12_500,
            "expected.merchant NOK": -12_500,
        }


async def test_with_the_merchants_own_delivery_collection_has_not_begun(database: Database, merchant: Merchant) -> None:
    view = await pay(database, make.payment_by_invoice(merchant, channel=Channel.MERCHANT))
    assert [event.kind for event in view.purchase.events] == [Kind.INITIALIZED, Kind.AUTHORIZED]
    assert not view.claim.collection_started


async def test_a_merchant_that_is_deactivated_takes_no_orders(database: Database, merchant: Merchant) -> None:
    await database.run(lambda connection: merchants.set_deactivated(connection, merchant.merchant_id, make.WALL))
    with pytest.raises(DeactivatedMerchantError):
        await pay(database, make.payment_by_invoice(merchant))


async def test_64_writers_at_once_leave_no_gap_and_no_double(database: Database, merchant: Merchant) -> None:
    views = await asyncio.gather(*(pay(database, make.payment_by_invoice(merchant)) for _ in range(64)))
    numbers = sorted(view.claim.number or "" for view in views)
    assert numbers == [f"A1B2C-{number:06}" for number in range(1, 65)]
    assert len({view.claim.reference for view in views}) == 64


async def test_a_rollback_gives_its_number_back(database: Database, merchant: Merchant) -> None:
    class PowerCutError(Exception):
        """What ends the transaction after the number was taken."""

    async def fails(connection: Connection) -> None:
        await pay_by_invoice(make.payment_by_invoice(merchant), make.work(connection))
        raise PowerCutError

    with pytest.raises(PowerCutError):
        await database.run(fails)
    view = await pay(database, make.payment_by_invoice(merchant))
    assert view.claim.number == "A1B2C-000001"


async def test_a_reference_that_must_be_unique_is_used_once_even_at_once(
    database: Database, merchant: Merchant
) -> None:
    command = make.payment_by_invoice(merchant, unique="any")
    done = await asyncio.gather(*(pay(database, command) for _ in range(8)), return_exceptions=True)
    assert sum(isinstance(result, DuplicateReferenceError) for result in done) == 7


@pytest.mark.parametrize(
    ("order", "field"),
    [
        (GivenOrder(0, "o"), "order.amount"),
        (GivenOrder(-1, "o"), "order.amount"),
        (GivenOrder(2**31, "o"), "order.amount"),
        (GivenOrder(100, "o", lines=make.order(99).lines), "order.amount"),
    ],
)
async def test_an_impossible_amount_names_its_field(
    database: Database, merchant: Merchant, order: GivenOrder, field: str
) -> None:
    with pytest.raises(InvalidCommandError, match=field):
        await pay(database, make.payment_by_invoice(merchant, order=order, strict_amounts=True))


async def test_a_currency_the_merchant_has_no_account_for_is_refused(database: Database, merchant: Merchant) -> None:
    with pytest.raises(WrongCurrencyError):
        await pay(database, make.payment_by_invoice(merchant, currency="SEK"))


async def test_the_application_owns_nothing_and_cannot_change_the_ledger(
    database: Database, merchant: Merchant
) -> None:
    await pay(database, make.payment_by_invoice(merchant))
    for statement in (
        "UPDATE posting SET amount_minor = 1",
        "DELETE FROM entry",
        "TRUNCATE posting",
        "DELETE FROM posting_rest",
        "DROP TABLE posting",
        "ALTER TABLE posting DISABLE TRIGGER ALL",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.transaction() as connection:
                await connection.execute(statement)
