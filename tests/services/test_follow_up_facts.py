"""What is known of claims when their plans are made: steps, stops, approvals, money, the day their paper came."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from fordring.domain.claim.claim import Claim, Pause
from fordring.domain.followup.facts import ClaimFacts, StepKind, Stop, StopReason
from fordring.domain.followup.interest import Movement
from fordring.domain.followup.outcome import Outcome
from fordring.domain.followup.settings import FollowUpSettings, StepSetting, usual
from fordring.domain.followup.settings_kept import kept
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Channel
from fordring.services.claim_facts import facts_of
from fordring.services.planning import plans_of
from fordring.storage import claims, following_up
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection, Database
from fordring.storage.unit import Unit
from support import make
from support.lives import captured, count, fees_demanded, paid_by_invoice, received

TODAY = make.WALL.date()
DUE = TODAY + timedelta(days=14)


async def issued(database: Database, owner: Merchant, **more: Any) -> Claim:
    """A claim of 125,00 that was issued today."""
    return (await paid_by_invoice(database, make.payment_by_invoice(owner, **more))).claim


async def stored(database: Database, claim: Claim) -> Claim:
    async with database.reading() as connection:
        return await claims.get(connection, claim.merchant_id, claim.claim_id)


async def told(database: Database, owner: Merchant, claim: Claim) -> ClaimFacts:
    """The facts of the claim as it is stored."""
    now = await stored(database, claim)
    async with database.reading() as connection:
        return (await facts_of(connection, owner, [now], TODAY))[claim.claim_id]


async def happened(database: Database, claim: Claim, kind: str, **facts: Any) -> None:
    """One event more of the claim."""
    now = await stored(database, claim)

    async def write(connection: Connection) -> None:
        unit = Unit(connection)
        _, event = now.happened(kind, make.WALL, "test", **facts)
        claims.add_event(unit, now, event, make.WALL)
        await unit.flush()

    await database.run(write)


async def added(database: Database, table: str, **row: Any) -> None:
    """One row."""

    async def write(connection: Connection) -> None:
        unit = Unit(connection)
        unit.add(table, row)
        await unit.flush()

    await database.run(write)


async def test_an_invoice_counts_from_the_day_its_paper_came_and_not_if_it_came_back(
    database: Database, merchant: Merchant
) -> None:
    claim = await issued(database, merchant)
    facts = await told(database, merchant, claim)
    assert (facts.due_on, facts.delivered_on, facts.principal_minor) == (DUE, None, 12_500)
    assert (facts.email, facts.postal_address, facts.payer_country, facts.currency) == (True, True, "NO", "NOK")
    await happened(database, claim, "handed_over", document_id="one")
    assert (await told(database, merchant, claim)).delivered_on == TODAY
    await happened(database, claim, "delivery_returned", document_id="one")
    assert (await told(database, merchant, claim)).delivered_on is None
    await happened(database, claim, "delivered", document_id="two")
    assert (await told(database, merchant, claim)).delivered_on == TODAY


async def test_what_the_merchant_delivers_itself_came_when_collection_began(
    database: Database, merchant: Merchant
) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant, channel=Channel.MERCHANT))
    assert (await told(database, merchant, view.claim)).delivered_on is None
    await captured(database, view)
    assert (await told(database, merchant, view.claim)).delivered_on == TODAY


async def test_money_moves_the_principal_on_its_value_day_and_covers_fees_without_moving_it(
    database: Database, merchant: Merchant
) -> None:
    claim = await issued(database, merchant)
    assert (await told(database, merchant, claim)).movements == ()
    await received(database, claim, 5_000)
    await fees_demanded(database, merchant, claim.claim_id, 3_500)
    facts = await told(database, merchant, claim)
    assert facts.movements == (Movement(TODAY, -5_000),)
    assert (facts.open.principal, facts.open.fees) == (7_500, 3_500)


async def test_steps_stops_and_approvals_are_facts_while_they_hold(database: Database, merchant: Merchant) -> None:
    claim = await issued(database, merchant)
    key = {"merchant_id": merchant.merchant_id, "claim_id": claim.claim_id, "recorded_at": make.WALL}
    step = {"sent_on": DUE, "fee_minor": 0, "vat_minor": 0, "whose": "merchant", "interest_minor": 0, "ours": True}
    await added(database, "step", **key, **step, step_no=1, kind="reminder", facts={}, created_by="test")
    stop = {"since": TODAY, "note": "", "created_at": make.WALL, "created_by": "test", "interest_paused": False}
    await added(database, "claim_stop", **key, **stop, stop_id=new_id(), reason="disputed")
    card = {**key, "claim_id": None, "payer_key": claim.payer_key}
    await added(database, "claim_stop", **card, **stop, stop_id=new_id(), reason="bankrupt")
    for what in ("start", "legal_action"):
        await added(database, "step_approval", **key, step=what, approved_at=make.WALL, approved_by="kari")
    facts = await told(database, merchant, claim)
    assert [(taken.kind, taken.sent_on, taken.ours, taken.cancelled) for taken in facts.steps] == [
        (StepKind.REMINDER, DUE, True, False)
    ]
    assert {held.reason for held in facts.stops} == {StopReason.DISPUTED, StopReason.BANKRUPT}
    assert facts.approved == {None, StepKind.LEGAL_ACTION}
    async with database.transaction() as connection:
        await connection.execute("UPDATE claim_stop SET ended_on = $1, ended_by = 'kari'", TODAY)
        await connection.execute("UPDATE step SET cancelled_on = $1, cancelled_because = 'paid'", TODAY)
    facts = await told(database, merchant, claim)
    assert (facts.stops, facts.steps[0].cancelled) == ((), True)


async def test_a_pause_is_a_stop_until_its_day(database: Database, merchant: Merchant) -> None:
    claim = await issued(database, merchant)
    paused = replace(claim, pause=Pause(make.WALL, "wait", TODAY + timedelta(days=3)))
    async with database.transaction() as connection:
        await claims.save(connection, paused)
    held = (await told(database, merchant, claim)).stops
    assert held == (Stop(StopReason.PAUSED, TODAY, TODAY + timedelta(days=3)),)


async def test_a_plan_is_made_by_the_newest_settings_or_by_those_handed_in(
    database: Database, merchant: Merchant
) -> None:
    claim = await stored(database, await issued(database, merchant))
    await happened(database, claim, "delivered", document_id="one")

    async def first_step(settings: dict[bool, FollowUpSettings] | None = None) -> StepKind | None:
        async with database.reading() as connection:
            plans = await plans_of(connection, merchant, [claim], DUE + timedelta(days=30), settings)
        found = plans[claim.claim_id]
        assert found.outcome is Outcome.STEP
        return found.step.kind if found.step else None

    assert await first_step() is StepKind.REMINDER
    notice = FollowUpSettings((StepSetting(StepKind.COLLECTION_NOTICE),))
    made = {"merchant_id": merchant.merchant_id, "created_at": make.WALL, "created_by": "test"}
    for business, wanted in ((False, usual("NO", business=False)), (False, notice), (True, usual("NO", business=True))):
        row = {"settings_id": new_id(), "business": business, "settings": kept(wanted), "recorded_at": make.WALL}
        await added(database, "follow_up_settings", **made, **row)
    assert await first_step() is StepKind.COLLECTION_NOTICE
    assert await first_step(dict.fromkeys((False, True), usual("NO", business=False))) is StepKind.REMINDER


async def test_to_look_again_sets_the_day_of_open_claims_and_ends_their_waiting(
    database: Database, merchant: Merchant
) -> None:
    claim, paid = await issued(database, merchant), await issued(database, merchant)
    unbegun = await issued(database, merchant, channel=Channel.MERCHANT)
    await received(database, paid, 12_500)
    everyone = [claim.claim_id, paid.claim_id, unbegun.claim_id]
    waits = {"kind": "person", "reasons": [], "since": TODAY, "recorded_at": make.WALL}
    async with database.transaction() as connection:
        for claim_id in everyone:
            await connection.execute(
                """INSERT INTO follow_up_waiting (merchant_id, claim_id, kind, reasons, since, recorded_at)
                   VALUES ($1, $2, $3, $4, $5, $6)""",
                merchant.merchant_id,
                claim_id,
                *waits.values(),
            )
        await following_up.look_again(connection, merchant.merchant_id, everyone, date(2026, 12, 24))
        await following_up.look_again(connection, merchant.merchant_id, [], TODAY)
    days = [(await stored(database, each)).next_step_on for each in (claim, paid, unbegun)]
    assert days == [date(2026, 12, 24), None, None]
    assert await count(database, "follow_up_waiting") == 0
