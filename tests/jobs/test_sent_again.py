"""What came back from its payer is sent again, under a name of its own, to where the payer lives by now."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fordring.channels.letter import LetterOutbox
from fordring.domain.claim.claim import Claim
from fordring.domain.errors import NotFoundError
from fordring.domain.merchant import Merchant
from fordring.jobs.acknowledged import acknowledgements_task
from fordring.jobs.registry import JobContext
from fordring.services.invoicing.deliver_again import DeliverAgain, deliver_again
from fordring.storage import dossiers, mailbox, tallies, undelivered
from fordring.storage.deliveries import Delivery
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from support import make
from support.followed import looked_until, steps_of
from support.judged import judged
from support.moved import AWAY, told

BERGEN, OSLO = "5014 Bergen", "0151 Oslo"
ONWARDS = {"address_line": "Storgata 9", "postal_code": "2317", "postal_place": "Hamar"}


@pytest.fixture
async def live(database: Database) -> Merchant:
    """A live merchant."""
    return await make.merchant(database, "NO", "P11112222", settings={"contact": {"email": "hei@fjord.example"}})


@pytest.fixture
def house(database: Database, tmp_path: Path) -> Installation:
    """An installation whose letters are in a folder, as a print house finds them."""
    made = Installation(database, tmp_path)
    made.jobs = replace(made.jobs, outlets=replace(made.jobs.outlets, letters=LetterOutbox(tmp_path / "outbox")))
    return made


async def posted(house: Installation, owner: Merchant) -> Claim:
    """An invoice by post, whose payer has no e-mail any more; in the outbox, or in a sandbox in the mailbox."""
    claim = (await house.pay(owner)).claim
    await told(house.database, claim, "2026-11-16", "")
    async with house.database.transaction() as connection:
        await connection.execute("UPDATE delivery SET channel = 'letter', address = $1", dict(claim.billing))
    await house.run(owner)
    return claim


def outbox(house: Installation) -> dict[str, str]:
    """The letters that the print house was given: by the names in their lines, without the document's, where to."""
    lines = [json.loads(file.read_text()) for file in (house.folder / "outbox" / "letters").glob("*.jsonl")]
    return {line["document_id"][36:]: f"{line['postal_code']} {line['postal_place']}" for line in lines}


async def answered(house: Installation, status: str, name: str, reason: str = "") -> None:
    """The print house answers under this name of a letter, and the job that reads answers runs twice."""
    folder = house.folder / "outbox" / "acknowledgements"
    folder.mkdir(parents=True, exist_ok=True)
    line = {"document_id": name, "status": status} | ({"reason": reason} if reason else {})
    (folder / "monday.ack").write_text(json.dumps(line) + "\n")
    for _ in range(2):
        await acknowledgements_task(house.jobs)({}, JobContext(1, "read", "", None, 1, 5, in_place=False))


async def sendings(house: Installation, claim: Claim) -> list[Delivery]:
    """Every sending of the claim's papers, the oldest first."""
    async with house.database.reading() as connection:
        return list((await dossiers.beside(connection, claim)).deliveries)


async def ways(house: Installation, claim: Claim) -> list[str]:
    """Where each of them went, and what came of it."""
    found = await sendings(house, claim)
    return [f"{each.address['postal_code']} {each.address['postal_place']} {each.state}" for each in found]


async def retried(house: Installation, delivery: Delivery) -> Delivery:
    """What `fordring deliveries retry` does."""
    command = DeliverAgain(delivery.delivery_id)
    return await house.database.run(lambda connection: deliver_again(command, house.jobs.work(connection)))


async def unheard(house: Installation, owner: Merchant) -> tuple[int, int]:
    """How many deliveries are listed as given up or returned, and how many claims want somebody for such."""
    async with house.database.reading() as connection:
        return len(await undelivered.listed(connection)), await tallies.undelivered(connection, [owner.merchant_id])


async def test_an_invoice_that_came_back_is_sent_again_as_it_is_once_its_payer_is_told_to_live_elsewhere(
    house: Installation, live: Merchant
) -> None:
    claim = await posted(house, live)
    [first] = await sendings(house, claim)
    await answered(house, "returned", str(first.document_id))
    assert await unheard(house, live) == (1, 1)
    await told(house.database, claim, "2026-12-20", **AWAY["NO"])
    await house.run(live)
    assert outbox(house) == {"": OSLO, "-2": BERGEN}
    letters = house.folder / "outbox" / "letters"
    papers = [(letters / f"{first.document_id}{name}.pdf").read_bytes() for name in ("", "-2")]
    assert papers[0] == papers[1]
    assert await ways(house, claim) == [f"{OSLO} returned", f"{BERGEN} handed_over"]
    assert await unheard(house, live) == (0, 0)
    await answered(house, "accepted", f"{first.document_id}-2")
    assert await ways(house, claim) == [f"{OSLO} returned", f"{BERGEN} delivered"]
    story = await house.claim_story(live, claim.claim_id)
    first_way, second_way = ["handed_over", "delivery_returned", "stopped"], ["handed_over", "delivered"]
    assert story[2:] == [*first_way, "address_changed", "stop_ended", *second_way]


async def test_each_sending_is_acknowledged_by_its_own_name(house: Installation, live: Merchant) -> None:
    claim = await posted(house, live)
    [first] = await sendings(house, claim)
    name = str(first.document_id)
    await answered(house, "returned", name)
    await told(house.database, claim, "2026-12-20", **AWAY["NO"])
    await house.run(live)
    for odd in (name, f"{name}-3", f"{name}-1", f"{name}-02", f"{name}-x", f"{name}-99999"):
        await answered(house, "returned", odd)
        assert await ways(house, claim) == [f"{OSLO} returned", f"{BERGEN} handed_over"]
    await answered(house, "returned", f"{name}-2")
    assert await ways(house, claim) == [f"{OSLO} returned", f"{BERGEN} returned"]
    await told(house.database, claim, "2026-12-21", **ONWARDS)
    await house.run(live)
    assert outbox(house) == {"": OSLO, "-2": BERGEN, "-3": "2317 Hamar"}


async def test_one_that_came_back_after_its_payer_had_moved_is_sent_on_at_once(
    house: Installation, live: Merchant
) -> None:
    claim = await posted(house, live)
    await told(house.database, claim, "2026-12-20", **AWAY["NO"])
    await house.run(live)
    assert outbox(house) == {"": OSLO}
    await answered(house, "returned", str((await sendings(house, claim))[0].document_id))
    await house.run(live)
    assert outbox(house) == {"": OSLO, "-2": BERGEN}
    assert "stopped" not in await house.claim_story(live, claim.claim_id)


async def test_an_email_or_the_same_place_spelled_otherwise_sends_nothing_again(
    house: Installation, live: Merchant
) -> None:
    claim = await posted(house, live)
    await answered(house, "returned", str((await sendings(house, claim))[0].document_id))
    await told(house.database, claim, "2026-12-20", "ola@example.com")
    await told(house.database, claim, "2026-12-20", **make.address("NO") | {"postal_place": "OSLO"})
    await house.run(live)
    assert outbox(house) == {"": OSLO}


async def test_the_operator_has_what_came_back_sent_again_once_to_where_its_payer_lives_by_now(
    house: Installation, live: Merchant
) -> None:
    claim = await posted(house, live)
    [first] = await sendings(house, claim)
    await answered(house, "returned", str(first.document_id))
    again = await retried(house, first)
    with pytest.raises(NotFoundError, match="failed delivery"):
        await retried(house, first)
    await house.run(live)
    assert outbox(house) == {"": OSLO, "-2": OSLO}
    assert "stop_ended" not in await house.claim_story(live, claim.claim_id)
    await told(house.database, claim, "2026-12-20", **AWAY["NO"])
    await answered(house, "accepted", f"{first.document_id}-2")
    with pytest.raises(NotFoundError, match="failed delivery"):
        await retried(house, again)
    assert await ways(house, claim) == [f"{OSLO} returned", f"{OSLO} delivered"]


async def test_its_follow_up_goes_on_from_the_day_it_was_delivered_anew(
    house: Installation, merchant: Merchant
) -> None:
    claim = await posted(house, merchant)
    [first] = await sendings(house, claim)
    await answered(house, "returned", str(first.document_id))
    await looked_until(house.database, merchant, "2027-01-09")
    assert await steps_of(house.database, claim) == []
    house.wall.now = make.WALL.replace(year=2027, month=1, day=10)
    await told(house.database, claim, "2027-01-10", **AWAY["NO"])
    await house.run(merchant)
    assert await ways(house, claim) == [f"{OSLO} returned", f"{BERGEN} delivered"]
    await looked_until(house.database, merchant, "2027-02-01")
    assert [each[:19] for each in await steps_of(house.database, claim)] == ["2027-01-24 reminder"]
    async with house.database.reading() as connection:
        kept = await mailbox.newest(connection, None, 10)
    recipients = [each.message.recipient for each in kept if each.message.document_id == first.document_id]
    assert [each.partition("Nordmann, ")[2] for each in recipients] == [
        f"Torget 2, {BERGEN}, NO",
        f"Storgata 1, {OSLO}, NO",
    ]
    assert (await judged(house.database, merchant, date(2027, 2, 1))).total() > 0


async def test_a_letter_whose_step_was_taken_back_is_not_sent_again_but_said_anew(
    house: Installation, merchant: Merchant
) -> None:
    claim = await posted(house, merchant)
    house.wall.now = make.WALL.replace(month=12, day=14)
    await looked_until(house.database, merchant, "2026-12-14")
    await house.run(merchant)
    reminder = (await sendings(house, claim))[-1]
    await answered(house, "returned", str(reminder.document_id))
    with pytest.raises(NotFoundError, match="failed delivery"):
        await retried(house, reminder)
    await told(house.database, claim, "2026-12-20", **AWAY["NO"])
    assert await ways(house, claim) == [f"{OSLO} delivered", f"{OSLO} returned"]
    await looked_until(house.database, merchant, "2026-12-20")
    assert [each[:19] for each in await steps_of(house.database, claim)] == [
        "2026-12-14 reminder",
        "2026-12-20 reminder",
    ]


async def test_a_closed_claims_paper_is_not_sent_again(house: Installation, live: Merchant) -> None:
    claim = await posted(house, live)
    async with house.database.transaction() as connection:
        await connection.execute("UPDATE claim SET state = 'closed', closed_because = 'paid'")
    await told(house.database, claim, "2026-12-20", **AWAY["NO"])
    await answered(house, "returned", str((await sendings(house, claim))[0].document_id))
    await house.run(live)
    assert outbox(house) == {"": OSLO}
