"""The client's calls about follow-up at a real house, with the credentials of either face; and the page's example."""

import asyncio
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest

from faces.dintero.served import serving
from fordring.client import AsyncCreditorClient, AsyncMerchantClient, RefusedError
from fordring.client.follow_up import FollowUpCalls
from fordring.domain.merchant import Clock
from fordring.faces.common.greeting import words_of_keys
from fordring.main.sandbox import another_merchant, open_sandbox
from fordring.main.wiring import House, story_order, web_application
from fordring.storage import merchants
from fordring.storage.transaction import Connection
from journeys.stage import ORIGIN
from journeys.test_client import Used, calls_of
from support.example_of_page import example_runs

PAGE = Path(__file__).parents[2] / "docs/follow-up.md"
MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
TERMS = {"first_on": date(2027, 2, 1), "count": 2, "accepted_by": "Kari", "accepted_how": "by telephone"}


async def keys_of(house: House) -> dict[str, Any]:
    """A merchant whose clock stands on a Monday, and its credentials."""
    keys = await another_merchant(house.database, "NO")

    async def at_the_beginning(connection: Connection) -> None:
        merchant = await merchants.by_account_id(connection, keys["account_id"])
        await merchants.set_clock(connection, merchant.merchant_id, Clock(frozen_at=MONDAY))

    await house.database.run(at_the_beginning)
    return keys


async def bought(shop: AsyncMerchantClient, reference: str) -> int:
    """An invoice of 900 kr; its integer id."""
    claim = (await shop.pay(story_order(reference, 90_000, f"{ORIGIN}/hear"))).invoice_id
    assert claim is not None
    return claim


async def test_every_call_about_follow_up_is_answered_in_its_shape(house: House) -> None:
    keys = await keys_of(house)
    transport = httpx2.ASGITransport(app=web_application(house))
    async with httpx2.AsyncClient(transport=transport) as http:
        shop = AsyncMerchantClient(ORIGIN, keys["account_id"], keys["client_id"], keys["client_secret"], http=http)
        office = Used(AsyncCreditorClient(ORIGIN, keys["creditor_token"], http=http))
        one, two = await bought(shop, "order-1"), await bought(shop, "order-2")
        await shop.advance_clock({"days": 40, "freeze": True})

        told = await office.follow_up(one, "nb")
        assert (told.outcome, told.step.kind, told.step.name) == ("step", "collection_notice", "inkassovarsel")
        assert [step.kind for step in told.steps] == ["reminder"]
        assert told.reasons[0].told.startswith("ikke før ")
        [day] = {each.day async for each in office.coming(10)}
        assert day == told.step.earliest_on
        assert (await office.cancel_step(one, 1, "It went to another payer.")).fees == 0
        interest = await office.interest(one, date(2026, 12, 31))
        assert sum(row.interest_minor for row in interest.rows) == interest.total_minor > 0
        assert (await office.interest_statement(one, date(2026, 12, 31))).startswith(b"%PDF")
        assert [row.claim_id for row in (await office.summary(two)).claims] == [one, two]

        stop = await office.stop(one, "disputed", date(2027, 1, 20), "He says so.", interest_paused=True)
        assert (stop.claim_id, stop.look_again_on, stop.interest_paused) == (one, date(2027, 1, 20), True)
        assert [each.id for each in await office.open_stops("disputed")] == [stop.id]
        assert (await office.stops(one)).stopped
        assert (await office.end_stop(stop.id, "Answered.")).ended_because == "Answered."

        terms = await office.change_plan_terms({"instalments_max": 2})
        assert (await office.plan_terms(keys["account_id"])) == terms
        with pytest.raises(RefusedError) as refused:
            await office.agree_plan(two, TERMS | {"count": 3})
        assert (refused.value.status, refused.value.code) == (400, "invalid_request")
        plan = await office.agree_plan(two, TERMS)
        assert [each.plan_no for each in await office.plans(two)] == [plan.plan_no]
        assert (await office.cancel_plan(two, "Paid by card.")).state == "cancelled"

        changed = await office.change_follow_up({"automatic_transfer": False}, "business")
        assert (await office.follow_up_settings("business")) == changed
        assert not changed.automatic_transfer
        await shop.advance_clock({"days": 10, "freeze": True})
        waiting = {each.claim_id: each.step async for each in office.waiting("approval")}
        assert waiting[two] == "collection_notice"
        assert (await office.approve(two)).step == "transfer"
        assert (await office.transfer(one, "By telephone.")).state == "issued"
        assert (await office.monitor(two, "Nothing to seize.")).claim_id == two
        assert (await office.tell_interruption(two, date(2027, 1, 2), "acknowledged")).last_day == date(2030, 1, 2)
        assert (await office.court_bundle(two)).startswith(b"%PDF")
        assert (await office.write_off(one, "Too small.")).closed_because == "written_off"
    assert calls_of(FollowUpCalls) == office.names


async def test_the_merchants_credentials_serve_as_well_and_others_claims_are_not_there(house: House) -> None:
    keys, others = await keys_of(house), await keys_of(house)
    transport = httpx2.ASGITransport(app=web_application(house))
    async with httpx2.AsyncClient(transport=transport) as http:
        shop, other = (
            AsyncMerchantClient(ORIGIN, its["account_id"], its["client_id"], its["client_secret"], http=http)
            for its in (keys, others)
        )
        claim = await bought(shop, "order-1")
        assert (await shop.follow_up(claim)).claim_id == claim
        assert [each async for each in shop.waiting()] == []
        with pytest.raises(RefusedError) as refused:
            await other.follow_up(claim)
        assert refused.value.status == 404


async def test_the_pages_example_does_what_it_says(house: House, tmp_path: Path) -> None:
    facts = await open_sandbox(house.database, ORIGIN, {})
    async with serving(web_application(house)) as address:
        await asyncio.to_thread(example_runs, PAGE, address, words_of_keys(asdict(facts)), tmp_path)
