"""Identifications kept and let go; and that however many come back at once, one purchase comes of it."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response

from fordring.domain.merchant import Merchant
from fordring.domain.purchase.checkout import CheckoutPaidError
from fordring.jobs.periodic import forget_identities_task
from fordring.jobs.registry import JobContext
from fordring.services.checkout.pay_checkout import CheckoutPayment, Hindrance
from fordring.storage.transaction import Database
from fordring.storage.verifications import PER_CHECKOUT_MAX
from pages.identity_stage import stage_of


async def counted(database: Database) -> tuple[int, int]:
    """How many identifications are kept, and how many secrets that lead to one."""
    async with database.reading() as connection:
        kept = await connection.fetchval("SELECT count(*) FROM verification")
        return kept, await connection.fetchval("SELECT count(*) FROM house.verification_link")


async def test_a_checkout_keeps_its_newest_and_what_came_to_nothing_goes_when_it_is_as_old_as_the_operator_says(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        view, used = await stage.open(), await stage.open()
        oldest = await stage.page_of(view)
        for _ in range(PER_CHECKOUT_MAX):
            newest = await stage.page_of(view)
        assert (await stage.browser.get(oldest)).status_code == 404
        assert (await stage.browser.get(newest)).status_code == 200
        await stage.identify(await stage.page_of(used), "ola")
        assert await counted(database) == (PER_CHECKOUT_MAX + 1, PER_CHECKOUT_MAX + 2)
        kept = replace(stage.house.jobs, identity_kept=timedelta(days=3))
        for later, left in ((timedelta(days=2), PER_CHECKOUT_MAX + 1), (timedelta(days=1, minutes=1), 1)):
            stage.house.wall.now += later
            for _ in range(2):
                await forget_identities_task(kept)({}, JobContext(1, "forget", "", None, 1, 5, in_place=False))
            assert await counted(database) == (left, left + 1)
        assert (await stage.browser.get(newest)).status_code == 404
        assert (await stage.checkout(used)).purchase_id is not None


async def hindrance(payment: Awaitable[CheckoutPayment]) -> Hindrance | type[CheckoutPaidError] | None:
    """What keeps the payer from paying so, if anything: also that it was paid before."""
    try:
        return (await payment).hindrance
    except CheckoutPaidError:
        return CheckoutPaidError


EXPECTED: dict[str, set[Any]] = {
    "the payment first": {Hindrance.IDENTITY},
    "the callbacks first": {CheckoutPaidError},
    "all at once": {None, Hindrance.IDENTITY, CheckoutPaidError},
}


@pytest.mark.parametrize("order", EXPECTED)
async def test_of_callbacks_and_a_payment_at_once_or_in_either_order_one_purchase_comes(
    database: Database, merchant: Merchant, tmp_path: Path, order: str
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        view = await stage.open()
        first, second = await stage.page_of(view), await stage.page_of(view)
        back = [await stage.choose(await stage.set_out(page), "ola") for page in (first, second)]
        callbacks: list[Awaitable[Any]] = [stage.browser.get(address) for address in (*back, *back)]
        payment: list[Awaitable[Any]] = [hindrance(stage.pay(view))]
        rounds = {
            "the payment first": (payment, callbacks),
            "the callbacks first": (callbacks, payment),
            "all at once": ([*callbacks, *payment],),
        }
        came: list[Any] = []
        for at_once in rounds[order]:
            came += await asyncio.gather(*at_once)
        answers = [each for each in came if isinstance(each, Response)]
        [hindered] = [each for each in came if not isinstance(each, Response)]
        assert [answer.status_code for answer in answers] == [303] * len(callbacks)
        assert hindered in EXPECTED[order]
        assert (await stage.checkout(view)).purchase_id is not None
        async with database.reading() as connection:
            assert await connection.fetchval("SELECT count(*) FROM purchase") == 1
            assert await connection.fetchval("SELECT count(*) FROM verification WHERE standing = 'used'") == 1
        for page in (first, second):
            assert (await stage.browser.get(page)).headers["location"].startswith("https://shop.example.com/back")
