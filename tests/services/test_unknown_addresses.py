"""Nobody knows where a payer lives, by a person's word or a letter that came back: it stops until another address."""

import json
from datetime import date
from pathlib import Path

import pytest

from fordring.domain.claim.claim import Claim
from fordring.domain.followup.facts import StopReason
from fordring.domain.merchant import Merchant
from fordring.jobs.acknowledged import acknowledgements_task
from fordring.jobs.registry import JobContext
from fordring.services.following_up.mark_returned import MarkReturned, mark_returned
from fordring.services.payers.take_up_address import TakeUpAddress, take_up_address
from fordring.storage import claim_stops
from fordring.storage.ids import new_id
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from support import make
from support.desks import stopped
from support.followed import delivered_claim, jobs_at, looked_until, steps_of, stored, story
from support.judged import judged
from support.moved import AWAY, EMAIL, letters, told
from support.registrations import registered, registration

UNKNOWN = StopReason.UNKNOWN_ADDRESS
NUMBER = "10001"
HOME = make.address("NO")
OTHERS = {"address_line": "Storgata 9", "postal_code": "2317", "postal_place": "Hamar"}


async def held(database: Database, claim: Claim) -> list[str]:
    """What of unknown addresses stops the claim: whose it is, and how it began or ended."""
    async with database.reading() as connection:
        found = [each.stop for each in await claim_stops.of_claim(connection, claim) if each.stop.reason is UNKNOWN]
    whose = {True: "payer's", False: "claim's"}
    return [f"{whose[each.claim_id is None]}: {each.ended_because or each.note}" for each in found]


async def marked(database: Database, claim: Claim, address: dict[str, str], day: str = "2026-12-20") -> int:
    """A letter that was sent to this address comes back."""
    command = MarkReturned(claim.merchant_id, claim.claim_id, new_id(), address, "moved")
    return await database.run(lambda c: mark_returned(command, jobs_at(database, day).work(c)))


async def taken_up(database: Database, command: TakeUpAddress) -> int:
    """The job of a registration is done."""
    return await database.run(lambda c: take_up_address(command, jobs_at(database, "2026-12-20").work(c)))


@pytest.mark.parametrize("whole_payer", [False, True])
async def test_another_address_ends_it_and_an_email_or_the_same_one_spelled_otherwise_does_not(
    database: Database,
    merchant: Merchant,
    *,
    whole_payer: bool,
) -> None:
    claim = await delivered_claim(database, merchant)
    await stopped(database, claim, UNKNOWN, whole_payer=whole_payer)
    whose = "payer's" if whole_payer else "claim's"
    await told(database, claim, "2026-12-20", EMAIL)
    await told(database, claim, "2026-12-20", **HOME | {"postal_place": "OSLO"})
    await looked_until(database, merchant, "2026-12-29")
    assert (await held(database, claim), await steps_of(database, claim)) == ([f"{whose}: "], [])
    await told(database, claim, "2027-01-02", **AWAY["NO"])
    assert await held(database, claim) == [f"{whose}: another address was told"]
    await looked_until(database, merchant, "2027-01-10")
    assert [each[:19] for each in await steps_of(database, claim)] == ["2027-01-02 reminder"]
    assert [kind for kind in await story(database, claim) if kind.startswith("stop")] == ["stopped", "stop_ended"]


async def test_other_stops_hold_on(database: Database, merchant: Merchant) -> None:
    claim = await delivered_claim(database, merchant)
    await stopped(database, claim, UNKNOWN)
    await stopped(database, claim, StopReason.DISPUTED)
    await told(database, claim, "2026-12-20", **AWAY["NO"])
    await looked_until(database, merchant, "2027-01-10")
    assert await steps_of(database, claim) == []


async def test_a_newer_invoice_elsewhere_ends_it_for_the_payer_and_one_from_the_same_place_does_not(
    database: Database, merchant: Merchant
) -> None:
    claim = await delivered_claim(database, merchant, customer_id=NUMBER)
    await stopped(database, claim, UNKNOWN, whole_payer=True)
    for number, billing, elsewhere in (("1", make.billing(email=EMAIL), False), ("2", make.billing(**OTHERS), True)):
        newer = (await registered(database, merchant, registration(own_number=number, billing=billing))).claim
        command = TakeUpAddress(merchant.merchant_id, newer.claim_id, elsewhere)
        await taken_up(database, command)
        assert (await held(database, newer) == ["payer's: another address was told"]) is elsewhere
    await looked_until(database, merchant, "2027-01-10")
    assert await steps_of(database, claim) != []


async def test_a_letter_that_came_back_stops_what_is_written_to_at_its_address_alone_and_once(
    database: Database, merchant: Merchant
) -> None:
    both = [await delivered_claim(database, merchant, customer_id=NUMBER) for _ in range(2)]
    elsewhere = await delivered_claim(database, merchant, customer_id=NUMBER, billing=make.billing(**OTHERS))
    assert await marked(database, both[0], HOME) == 2
    assert await marked(database, both[1], HOME) == 0
    said = ["claim's: a letter came back: moved"]
    assert [await held(database, each) for each in (*both, elsewhere)] == [said, said, []]
    await looked_until(database, merchant, "2026-12-29")
    assert [len(await steps_of(database, each)) for each in (*both, elsewhere)] == [0, 0, 1]


async def test_one_that_went_to_where_the_payer_lived_before_stops_nothing(
    database: Database, merchant: Merchant
) -> None:
    claim = await delivered_claim(database, merchant)
    await told(database, claim, "2026-12-01", **AWAY["NO"])
    assert await marked(database, claim, HOME) == 0
    assert await marked(database, claim, AWAY["NO"] | {"country": "NO"}) == 1
    await told(database, claim, "2026-12-21", **HOME)
    assert await held(database, claim) == ["claim's: another address was told"]


async def test_what_the_print_house_says_of_a_letter_of_the_daily_run_stops_the_claim_until_another_address(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(merchant)
    await house.run(merchant)
    await told(database, view.claim, "2026-11-17", "")
    house.wall.now = make.WALL.replace(month=12, day=14)
    await looked_until(database, merchant, date(2026, 12, 14))
    await house.run(merchant)
    async with database.reading() as connection:
        document_id = await connection.fetchval("SELECT document_id FROM delivery WHERE channel = 'letter'")
    folder = tmp_path / "outbox" / "acknowledgements"
    folder.mkdir(parents=True, exist_ok=True)
    line = {"document_id": str(document_id), "status": "returned", "reason": "unknown here"}
    (folder / "monday.ack").write_text(json.dumps(line) + "\n")
    for _ in range(2):
        await acknowledgements_task(house.jobs)({}, JobContext(1, "read", "", None, 1, 5, in_place=False))
    assert await held(database, view.claim) == ["claim's: a letter came back: unknown here"]
    kinds = await story(database, view.claim)
    assert kinds[-3:] == ["delivery_returned", "stopped", "step_cancelled"]
    assert (await stored(database, view.claim)).open.fees == 0
    await looked_until(database, merchant, "2027-01-12")
    assert len(await steps_of(database, view.claim)) == 1
    await told(database, view.claim, "2027-01-13", **AWAY["NO"])
    await looked_until(database, merchant, "2027-01-30")
    steps = [each[:26] for each in await steps_of(database, view.claim)]
    assert steps == ["2026-12-14 reminder 3800+0", "2027-01-13 reminder 3800+0"]
    assert (await stored(database, view.claim)).open.fees == 3800
    assert (await letters(database, view.claim))[-1] == "reminder letter Bergen | 5014 Bergen"
    assert (await judged(database, merchant, date(2027, 1, 30))).total() > 0


async def test_of_a_joint_letter_that_came_back_every_claims_step_is_taken_back(
    database: Database, merchant: Merchant
) -> None:
    both = [await delivered_claim(database, merchant, minor) for minor in (100_000, 50_000)]
    await told(database, both[0], "2026-11-17", "")
    await looked_until(database, merchant, "2026-12-14")
    async with database.reading() as connection:
        document_id = await connection.fetchval("SELECT document_id FROM letter")
    command = MarkReturned(merchant.merchant_id, both[1].claim_id, document_id, HOME)
    await database.run(lambda c: mark_returned(command, jobs_at(database, "2026-12-18").work(c)))
    assert [(await story(database, each))[-2:] for each in both] == [["stopped", "step_cancelled"]] * 2
    assert [(await stored(database, each)).open.fees for each in both] == [0, 0]
    await told(database, both[0], "2026-12-20", **AWAY["NO"])
    await looked_until(database, merchant, "2026-12-21")
    assert [[each[:19] for each in await steps_of(database, claim)] for claim in both] == [
        ["2026-12-14 reminder", "2026-12-20 reminder"]
    ] * 2
    assert sum([(await stored(database, each)).open.fees for each in both]) == 3800
    assert (await judged(database, merchant, date(2026, 12, 31))).total() > 0


async def test_a_step_that_another_followed_stays(database: Database, merchant: Merchant) -> None:
    claim = await delivered_claim(database, merchant)
    await looked_until(database, merchant, "2027-01-02")
    async with database.reading() as connection:
        document_id = await connection.fetchval("SELECT document_id FROM letter WHERE kind = 'reminder'")
    command = MarkReturned(merchant.merchant_id, claim.claim_id, document_id, HOME)
    await database.run(lambda c: mark_returned(command, jobs_at(database, "2027-01-03").work(c)))
    assert (await story(database, claim))[-2:] == ["noticed", "stopped"]
    assert (await stored(database, claim)).open.fees == 7600
