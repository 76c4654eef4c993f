"""Sandbox payers whose e-mail alias says how they pay: on the merchant's clock, by the bank's file, each part once."""

import asyncio
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Channel, Product
from fordring.jobs.booking import BookBankFile
from fordring.jobs.handlers import player_of
from fordring.jobs.payers import SandboxPayers
from fordring.services.sandbox.move_clock import ClockMove
from fordring.services.views import PurchaseView
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from support import lives, make, registrations

DUE = date(2026, 11, 30)


@pytest.fixture
def house(database: Database, tmp_path: Path) -> Installation:
    return Installation(database, tmp_path)


def acting(house: Installation) -> SandboxPayers:
    return SandboxPayers(house.jobs, BookBankFile(house.jobs).book)


async def bought(house: Installation, merchant: Merchant, alias: str, **more: Any) -> PurchaseView:
    """A purchase of 125,00 due in 14 days, its bill going to an address with that alias."""
    billing = make.billing(merchant.country, email=f"ola+{alias}@example.com")
    return await house.pay(merchant, billing=billing, **more)


async def moved(house: Installation, merchant: Merchant, days: int) -> list[str]:
    """What the move told of payments."""
    move = await player_of(house.jobs).advance(merchant.merchant_id, ClockMove(days=days))
    return [
        f"{each.at:%m-%d} {each.facts['amount_minor']} {each.facts['status']}"
        for each in move.happened
        if each.what == "purchase.paid"
    ]


@pytest.mark.parametrize(
    ("alias", "expected"),
    [
        ("paid", ["11-30 12500 captured"]),
        ("PAID", ["11-30 12500 captured"]),
        ("50", ["11-30 6250 partially_captured"]),
        (
            "50-30-20",
            ["11-30 6250 partially_captured", "12-10 3750 partially_captured", "12-20 2500 captured"],
        ),
        ("30-30", ["11-30 3750 partially_captured", "12-10 3750 partially_captured"]),
        ("60-50", []),
        ("later", []),
    ],
)
async def test_a_payer_pays_as_the_alias_asks_on_the_merchants_clock(
    house: Installation, merchant: Merchant, alias: str, expected: list[str]
) -> None:
    await bought(house, merchant, alias)
    assert await moved(house, merchant, 60) == expected
    assert await moved(house, merchant, 60) == []


@pytest.mark.parametrize("country", ["SE", "FI"])
async def test_payers_of_other_countries_pay_too(house: Installation, country: str) -> None:
    merchant = await make.merchant(house.database, country)
    await bought(house, merchant, "50-50")
    assert await moved(house, merchant, 40) == ["11-30 6250 partially_captured", "12-10 6250 captured"]


async def test_many_payers_of_one_day_stand_in_one_file(house: Installation, merchant: Merchant) -> None:
    for alias in ("paid", "50", "paid", "30-30"):
        await bought(house, merchant, alias)
    assert len(await moved(house, merchant, 15)) == 4
    assert await lives.count(house.database, "house.bank_file") == 1


async def test_what_is_paid_by_hand_is_not_paid_again(house: Installation, merchant: Merchant) -> None:
    view = await bought(house, merchant, "50-50")
    await lives.received(house.database, view.claim, 10_000)
    assert await moved(house, merchant, 40) == ["11-30 2500 captured"]
    assert await lives.count(house.database, "refund") == 0


async def test_nobody_pays_what_was_voided(house: Installation, merchant: Merchant) -> None:
    view = await bought(house, merchant, "50-50")
    assert await moved(house, merchant, 14) == ["11-30 6250 partially_captured"]
    await lives.voided(house.database, view)
    assert await moved(house, merchant, 40) == []


async def test_what_is_due_at_once_is_paid_at_once(house: Installation, merchant: Merchant) -> None:
    await bought(house, merchant, "paid", days_until_due=0)
    assert await moved(house, merchant, 0) == ["11-16 12500 captured"]


async def test_payers_pay_what_the_merchant_delivers_before_it_says_so(house: Installation, merchant: Merchant) -> None:
    view = await bought(house, merchant, "paid", channel=Channel.MERCHANT)
    assert await moved(house, merchant, 15) == ["11-30 12500 captured"]
    assert not (await lives.shown(house.database, view)).claim.collection_started


async def test_a_claim_that_an_accounting_system_sent_is_paid_too(house: Installation, merchant: Merchant) -> None:
    given = registrations.registration(billing=make.billing(email="ola+paid@example.com"), due_on=DUE)
    claim = (await registrations.registered(house.database, merchant, given)).claim
    await registrations.started(house.database, merchant, claim)
    move = await player_of(house.jobs).advance(merchant.merchant_id, ClockMove(days=15))
    assert [each.what for each in move.happened if each.what == "claim.paid"] == ["claim.paid"]


async def test_at_a_live_merchant_the_alias_means_nothing(house: Installation, database: Database) -> None:
    live = await make.merchant(database, account_id="P11112222")
    await bought(house, live, "paid", days_until_due=0)
    async with database.reading() as connection:
        assert await acting(house).first_due(connection, live, DUE) is None
    for _ in range(2):
        await player_of(house.jobs).play_today(live.merchant_id)
    assert await lives.count(database, "payment") == 0
    assert await lives.count(database, "sandbox_payment") == 0


async def test_a_part_that_comes_to_nothing_is_passed_over(house: Installation, merchant: Merchant) -> None:
    await bought(house, merchant, "50-30-20", amount_minor=1)
    assert await moved(house, merchant, 60) == ["11-30 1 captured"]
    await bought(house, merchant, "1-1", amount_minor=10)
    assert await moved(house, merchant, 90) == []


async def test_twice_on_the_same_day_nobody_pays_twice(house: Installation, merchant: Merchant) -> None:
    view = await bought(house, merchant, "50-50")
    payers = acting(house)
    for _ in range(2):
        await payers.pay(merchant, DUE)
    assert (await lives.shown(house.database, view)).purchase.captured_minor == 6_250


async def test_two_at_the_same_time_pay_once(house: Installation, merchant: Merchant) -> None:
    view = await bought(house, merchant, "paid")
    payers = acting(house)
    await asyncio.gather(*(payers.pay(merchant, DUE) for _ in range(3)), return_exceptions=True)
    await payers.pay(merchant, DUE)
    assert (await lives.shown(house.database, view)).purchase.captured_minor == 12_500
    assert await lives.count(house.database, "refund") == 0


class LostError(Exception):
    """The process ends here."""


async def lost(bank_file_id: UUID) -> None:
    raise LostError(bank_file_id)


async def test_what_a_crash_left_unbooked_is_booked_by_the_next_move(house: Installation, merchant: Merchant) -> None:
    view = await bought(house, merchant, "50-50")
    with pytest.raises(LostError):
        await SandboxPayers(house.jobs, lost).pay(merchant, DUE)
    assert (await lives.shown(house.database, view)).purchase.captured_minor == 0
    assert await moved(house, merchant, 0) == ["11-16 6250 partially_captured"]
    assert await moved(house, merchant, 40) == ["12-10 6250 captured"]


async def test_a_grouped_invoice_is_paid_as_its_address_asks_once_it_is_billed(
    house: Installation, merchant: Merchant
) -> None:
    for _ in range(2):
        company = {"business_name": "Nordmann AS", "organization_number": "923609016"}
        billing = make.billing(email="ola+60-40@example.com", **company)
        await house.pay(merchant, product=Product.GROUPED, billing=billing)
    assert await moved(house, merchant, 28) == []
    assert await moved(house, merchant, 30) == [
        *("12-15 12500 captured", "12-15 2500 partially_captured", "12-25 10000 captured")
    ]


async def test_payers_pay_years_ahead_too(house: Installation, merchant: Merchant) -> None:
    await moved(house, merchant, 800)
    await bought(house, merchant, "paid")
    assert len(await moved(house, merchant, 15)) == 1
