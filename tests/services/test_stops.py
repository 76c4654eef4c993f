"""Stops: each stops every automatic step of a claim, or of all its payer's claims; its end lets them go on."""

from datetime import date, datetime
from typing import Any

import pytest

from fordring.domain.claim.lifecycle import State
from fordring.domain.errors import IllegalTransitionError, InvalidCommandError, NotFoundError
from fordring.domain.followup.facts import StopReason
from fordring.domain.merchant import Merchant
from fordring.services.following_up.stop_claim import StopClaim, stop_claim
from fordring.services.invoicing.issue_due import IssueDue, issue_due
from fordring.storage import claim_stops
from fordring.storage.ids import new_id
from fordring.storage.transaction import Database
from support import make
from support.desks import KARI, ended, next_look, open_invoice, stopped, story, waits
from support.groups import billed, bought, company, grouped
from support.registrations import issued, queued, registered, registration, started

TODAY = make.WALL.date()


async def test_a_stop_and_its_end_stand_in_the_claims_story_and_have_it_looked_at(
    database: Database, merchant: Merchant
) -> None:
    claim = await open_invoice(database, merchant)
    await waits(database, claim, step="reminder")
    made = await stopped(database, claim, until=date(2026, 12, 24), note="  Wrong\x07 goods ")
    assert await next_look(database, claim) == TODAY
    again = await stopped(database, claim, until=date(2026, 12, 24))
    assert (again, made.stop.note, made.stop.created_by) == (made, "Wrong goods", KARI)
    first = await ended(database, made, "Settled")
    assert (await ended(database, made, "Twice"), first.stop.ended_because) == (first, "Settled")
    events = {event.kind: event for event in await story(database, claim)}
    told = {"reason": "disputed", "until": "2026-12-24", "message": "Wrong goods", "stop_id": str(made.stop.stop_id)}
    assert (events["stopped"].facts, events["stopped"].created_by) == (told, KARI)
    assert events["stop_ended"].facts["message"] == "Settled"


async def test_a_payers_stop_is_one_of_each_of_its_claims_those_to_come_too(
    database: Database, merchant: Merchant
) -> None:
    first = await open_invoice(database, merchant, own_number="1")
    second = await open_invoice(database, merchant, own_number="2")
    other = await open_invoice(database, merchant, own_number="3", customer_number="777")
    made = await stopped(database, first, StopReason.DECEASED, whole_payer=True)
    third = await open_invoice(database, merchant, own_number="4")
    assert third.state is State.SCHEDULED
    async with database.reading() as connection:
        held = [await claim_stops.is_stopped(connection, each, TODAY) for each in (first, second, third, other)]
        [listed] = await claim_stops.open_ones(connection, {merchant.merchant_id}, reason=StopReason.DECEASED)
    assert (held, listed) == ([True, True, True, False], made)
    assert (listed.claim_no, listed.payer_name) == (None, "Ola Nordmann")
    assert [event.kind for event in await story(database, second)][-1] == "stopped"
    assert "stopped" not in [event.kind for event in await story(database, other)]
    await ended(database, made)
    assert (await queued(database)).count("issue_claim") >= 1
    assert (await issued(database, third)).state is State.ISSUED


async def issues_owed(database: Database, merchant: Merchant, wall: datetime) -> int:
    due = IssueDue(merchant.merchant_id)
    return await database.run(lambda connection: issue_due(due, make.work(connection, wall)))


@pytest.mark.parametrize("reason", [StopReason.PAUSED, StopReason.DECEASED])
async def test_no_issue_comes_by_itself_while_a_stop_holds(
    database: Database, merchant: Merchant, reason: StopReason
) -> None:
    claim = (await registered(database, merchant, registration(invoice_on=date(2026, 11, 20)))).claim
    await started(database, merchant, claim)
    until = date(2026, 11, 30)
    await stopped(database, claim, reason, until=until)
    for day, itself in (("2026-11-25", False), ("2026-12-01", reason is StopReason.PAUSED)):
        wall = make.WALL.replace(month=int(day[5:7]), day=int(day[8:]))
        owed = await issues_owed(database, merchant, wall)
        state = (await issued(database, claim, wall)).state
        assert (owed, state is State.ISSUED) == (int(itself), itself), day


async def test_a_group_of_a_stopped_payer_is_not_billed(database: Database, merchant: Merchant) -> None:
    await bought(database, grouped(merchant, reference="a"), "2026-10-05")
    other = company(business_name="Other AS", organization_number="974760673", email="other@firm.example")
    await bought(database, grouped(merchant, reference="b", billing=other), "2026-10-06")
    async with database.reading() as connection:
        key = await connection.fetchval(
            "SELECT payer_key FROM billing_item WHERE billing ->> 'email' = $1", other.email
        )
    invoice = await open_invoice(database, merchant)
    await stopped(database, invoice, StopReason.BANKRUPT, whole_payer=True)
    async with database.transaction() as connection:
        await connection.execute("UPDATE claim_stop SET payer_key = $1", key)
    assert await billed(database, merchant, "2026-12-01") == 1
    async with database.transaction() as connection:
        await connection.execute("UPDATE claim_stop SET ended_on = $1, ended_by = 'x', ended_because = ''", TODAY)
    assert await billed(database, merchant, "2026-12-01") == 1


REFUSED = [
    (StopReason.PAYMENT_PLAN, {}, "reason"),
    (StopReason.DISPUTED, {"until": TODAY}, "until"),
    (StopReason.DISPUTED, {"note": "x" * 2_001}, "note"),
]


@pytest.mark.parametrize(("reason", "more", "field"), REFUSED)
async def test_what_cannot_be_is_refused_by_its_field(
    database: Database, merchant: Merchant, reason: StopReason, more: dict[str, Any], field: str
) -> None:
    claim = await open_invoice(database, merchant)
    with pytest.raises(InvalidCommandError) as refused:
        await stopped(database, claim, reason, **more)
    assert [each.field for each in refused.value.problems] == [field]


async def test_another_day_or_a_draft_or_somebody_elses_claim_is_refused(
    database: Database, merchant: Merchant
) -> None:
    claim = await open_invoice(database, merchant)
    await stopped(database, claim)
    with pytest.raises(IllegalTransitionError, match="stopped: disputed"):
        await stopped(database, claim, until=date(2026, 12, 24))
    draft = (await registered(database, merchant, registration(own_number="9"))).claim
    with pytest.raises(IllegalTransitionError):
        await stopped(database, draft)
    foreign = StopClaim(claim.claim_no, {new_id()}, StopReason.MINOR)
    with pytest.raises(NotFoundError):
        await database.run(lambda connection: stop_claim(foreign, make.work(connection)))
