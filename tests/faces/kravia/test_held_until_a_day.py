"""A stop or a pause that ends by its day: whoever polls this face by stamps sees OnHold go, on that very day."""

from datetime import UTC, date, datetime, time

import pytest

from faces.kravia.stage import Office, Wall
from faces.kravia.test_followed_up import done, history, run_until, stands
from faces.kravia.test_search import found, ids
from fordring.domain.claim.claim import Claim
from fordring.domain.followup.facts import StopReason
from fordring.jobs.periodic import dailies_of
from fordring.jobs.play import Player
from fordring.services.following_up.stop_claim import StopClaim, stop_claim
from fordring.storage.transaction import Database
from support.followed import delivered_claim, jobs_at, story

ENDS = date(2026, 12, 22)


async def the_day_comes(database: Database, office: Office, wall: Wall, day: date) -> None:
    """What the merchant's own calendar does that day, twice."""
    wall.now = datetime.combine(day, time(12), UTC)
    jobs = jobs_at(database, day)
    for _ in range(2):
        await Player(jobs, {}, dailies_of(jobs)).play_today(office.merchant.merchant_id)


async def newer(office: Office, stamp: str) -> list[str]:
    """The statuses of what a client that has seen everything up to the stamp is told."""
    return [row["statusCode"] for row in await found(office, f"orderBy=11&byAscending=True&lastUpdatedTime={stamp}")]


async def stamp_of(office: Office, claim: Claim) -> str:
    (row,) = [row for row in await found(office) if row["id"] == claim.claim_no]
    return str(row["lastUpdatedTime"])


@pytest.mark.parametrize("whole_payer", [False, True])
async def test_a_stop_that_ends_by_its_day_stamps_its_claims_then(
    database: Database, office: Office, wall: Wall, *, whole_payer: bool
) -> None:
    claim = await delivered_claim(database, office.merchant)
    await run_until(database, office, wall, "2026-12-14")
    stop = StopClaim(claim.claim_no, None, StopReason.MORE_TIME, until=ENDS, whole_payer=whole_payer)
    await done(database, wall, stop_claim, stop)
    await stands(office, claim, "OnHold")
    stamp = await stamp_of(office, claim)
    await the_day_comes(database, office, wall, date(2026, 12, 21))
    assert await newer(office, stamp) == []
    await the_day_comes(database, office, wall, ENDS)
    assert await newer(office, stamp) == ["Reminder"]
    await stands(office, claim, "Reminder")
    assert await history(office, claim) == ["Sent", "Reminder", "OnHold", "Reminder"]
    assert (await story(database, claim)).count("stop_ended") == 1
    stamp = await stamp_of(office, claim)
    await the_day_comes(database, office, wall, date(2026, 12, 23))
    assert await newer(office, stamp) == []


async def test_a_pause_that_ends_by_its_day_does_too_and_days_that_nobody_looked_are_made_up_for(
    database: Database, office: Office, wall: Wall
) -> None:
    claim = await delivered_claim(database, office.merchant)
    await run_until(database, office, wall, "2026-12-14")
    assert (await office.act(claim.claim_no, "Pause", json={"until": ENDS.isoformat()})).status_code == 200
    await stands(office, claim, "OnHold")
    stamp = await stamp_of(office, claim)
    await the_day_comes(database, office, wall, date(2026, 12, 29))
    assert await newer(office, stamp) == ["Reminder"]
    assert await history(office, claim) == ["Sent", "Reminder", "OnHold", "Reminder"]


async def test_what_waits_for_a_person_on_its_day_goes_on_holding(
    database: Database, office: Office, wall: Wall
) -> None:
    claim = await delivered_claim(database, office.merchant)
    await done(database, wall, stop_claim, StopClaim(claim.claim_no, None, StopReason.DISPUTED, until=ENDS))
    await the_day_comes(database, office, wall, ENDS)
    await stands(office, claim, "OnHold")
    assert await ids(office, "status=OnHold") == [claim.claim_no]
    assert "stop_ended" not in await story(database, claim)
