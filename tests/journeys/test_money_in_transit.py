"""Money that was on its way when its purchase was voided: it goes back to the payer in sight, and is never captured."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from fordring.client import AsyncCreditorClient, AsyncMerchantClient
from fordring.domain.merchant import Clock, Merchant
from fordring.domain.money import Money
from fordring.main.commands.bank import import_file
from fordring.main.commands.payout import on_the_way
from fordring.main.sandbox import another_merchant
from fordring.main.wiring import House, story_order, web_application
from fordring.simulators.bank import Deposit, confirmations, credits_file
from fordring.storage import ledger, merchants
from journeys.stage import ORIGIN

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
AMOUNT, PART = 125_000, 25_000


@pytest.fixture
async def http(house: House) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app=web_application(house))
    async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        yield client


async def test_it_is_refunded_by_the_next_payout_run_and_never_captured(
    house: House, http: httpx2.AsyncClient, tmp_path: Path
) -> None:
    keys = await another_merchant(house.database, "NO")

    async def at_the_beginning(connection: Any) -> Merchant:
        merchant = await merchants.by_account_id(connection, keys["account_id"])
        await merchants.set_clock(connection, merchant.merchant_id, Clock(frozen_at=MONDAY))
        return merchant

    merchant = await house.database.run(at_the_beginning)
    shop = AsyncMerchantClient(ORIGIN, keys["account_id"], keys["client_id"], keys["client_secret"], http=http)
    office = AsyncCreditorClient(ORIGIN, keys["creditor_token"], http=http)
    bought = await shop.pay(story_order("order-1", AMOUNT, f"{ORIGIN}/hear"))
    claim_no = bought.invoice_id or 0
    reference = str((await office.details(claim_no)).invoice.kid)

    async def bank_books(amount: int, days: int) -> None:
        day = (MONDAY + timedelta(days=days)).date()
        path = tmp_path / f"bank-{days}.xml"
        deposit = Deposit(Money(amount, "NOK"), day, reference, payer="Kari Nordmann")
        path.write_bytes(credits_file(merchant.bank_account.iban, [deposit], f"M{days}", MONDAY))
        assert (await import_file(house, path)).counts == {"matched": 1}

    await bank_books(PART, 0)
    voided = await shop.void(bought.id)
    assert (voided.status, [event.event for event in voided.events[3:]]) == (
        "AUTHORIZATION_VOIDED",
        ["CAPTURE", "VOID"],
    )
    await bank_books(AMOUNT - PART, 1)
    assert await shop.transaction(bought.id) == voided

    happened = [each.what for each in (await shop.advance_clock({"days": 1})).happened]
    assert happened.count("claim.refund_sent") == 1
    [(run, path)] = await on_the_way(house, tmp_path)
    assert [(each.amount.minor, each.payee_name) for each in run.refunds] == [(AMOUNT - PART, "Kari Nordmann")]
    [debits] = confirmations(path.read_bytes(), MONDAY)
    path.write_bytes(debits)
    assert (await import_file(house, path)).counts == {"confirmed": 2}

    after = await shop.transaction(bought.id)
    assert (after.status, after.settlement_status) == ("AUTHORIZATION_VOIDED", "SETTLED")
    assert [event.event for event in after.events[5:]] == ["SETTLEMENT"]
    story = [each.type for each in (await office.details(claim_no)).activities]
    assert [kind for kind in story if kind != "delivered"] == [
        *("issued", "paid", "withdrawn", "overpaid", "refund_sent", "refund_confirmed")
    ]
    async with house.database.reading() as connection:
        balances = await ledger.balances(connection, merchant.merchant_id)
    assert {name for name, minor in balances.items() if minor} <= {
        *("client_funds NOK", "owed.operator.commission NOK", "owed.operator.vat NOK")
    }
