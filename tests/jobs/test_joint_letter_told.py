"""A letter about several claims: how its sending went is told of each of them, at the faces and in their stories."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from fordring.channels.outcome import Outcome
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.distribution import Way
from fordring.domain.claim.parts import Parts
from fordring.domain.merchant import Merchant
from fordring.jobs.acknowledged import acknowledgements_task
from fordring.jobs.registry import JobContext
from fordring.services.invoicing.deliver_again import DeliverAgain, deliver_again
from fordring.storage import claims, dossiers, tallies, undelivered
from fordring.storage.transaction import Connection, Database
from jobs.outgoing import NEVER, Installation
from jobs.test_letters import add_letter, letter_about
from support import make
from support.followed import delivered_claim, looked_until
from support.moved import told as moved

ARRIVED = Outcome("delivered", "taken")


async def joint(house: Installation, owner: Merchant, way: Way) -> tuple[list[Claim], UUID]:
    """Two delivered invoices of one payer, and one demand about both on its way, a document of the newer one."""
    both = [(await house.pay(owner)).claim for _ in range(2)]
    await house.run(owner)
    first, second = (letter_about(claim, Parts(12_500, 11_300)) for claim in both)
    letter = replace(second, claims=(*first.claims, *second.claims))

    async def sent(connection: Connection) -> UUID:
        document_id = await add_letter(connection, both[1], letter, way)
        for claim in both:
            await connection.execute(
                """INSERT INTO step (merchant_id, claim_id, step_no, kind, sent_on, fee_minor, vat_minor, whose,
                                     interest_minor, ours, document_id, facts, created_by, recorded_at)
                   VALUES ($1, $2, 1, 'payment_demand', $3, 0, 0, 'merchant', 0, true, $4, '{}', 'fordring', $5)""",
                *(claim.merchant_id, claim.claim_id, date(2026, 12, 15), document_id, make.WALL),
            )
        return document_id

    document_id = await house.database.run(sent)
    return both, document_id


async def told(database: Database, both: list[Claim], document_id: UUID) -> list[tuple[list[str], list[str]]]:
    """Of each claim: what its story says of the letter's way, and the states of its letter's sendings."""
    found = []
    async with database.reading() as connection:
        for claim in both:
            beside = await dossiers.beside(connection, claim)
            kinds = [event.kind for event in beside.events if event.facts.get("document_id") == str(document_id)]
            found.append((kinds, [each.state for each in beside.deliveries if each.document_id == document_id]))
    return found


async def stamps(database: Database, both: list[Claim]) -> list[int]:
    async with database.reading() as connection:
        return [(await claims.get(connection, claim.merchant_id, claim.claim_id)).stamp for claim in both]


@pytest.fixture
async def live(database: Database) -> Merchant:
    """A live merchant."""
    return await make.merchant(database, "NO", "P11112222", settings={"contact": {"email": "hei@fjord.example"}})


async def test_what_failed_and_was_sent_again_is_told_of_every_claim_in_the_letter(
    database: Database, live: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path, emails=[ARRIVED, ARRIVED, NEVER])
    both, document_id = await joint(house, live, Way.EMAIL)
    before = await stamps(database, both)
    await house.run(live)
    assert await told(database, both, document_id) == [(["delivery_failed"], ["failed"])] * 2
    between = await stamps(database, both)
    assert all(new > old for new, old in zip(between, before, strict=True))
    async with database.reading() as connection:
        assert await tallies.undelivered(connection, [live.merchant_id]) == 2
        [given_up] = await undelivered.listed(connection)
    await moved(database, both[0], "2026-11-17", "ola@away.example")
    between = await stamps(database, both)
    again = DeliverAgain(given_up.delivery.delivery_id)
    await database.run(lambda connection: deliver_again(again, house.jobs.work(connection)))
    assert all(new > old for new, old in zip(await stamps(database, both), between, strict=True))
    await house.run(live)
    assert house.email.sent[-1].recipient.address == "ola@away.example"
    assert await told(database, both, document_id) == [(["delivery_failed", "delivered"], ["delivered"])] * 2


async def test_what_the_print_house_answers_is_told_of_every_claim_in_the_letter(
    database: Database, live: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    both, document_id = await joint(house, live, Way.LETTER)
    await house.run(live)
    assert await told(database, both, document_id) == [(["handed_over"], ["handed_over"])] * 2
    folder = tmp_path / "outbox" / "acknowledgements"
    folder.mkdir(parents=True, exist_ok=True)
    for status in ("accepted", "returned"):
        (folder / f"{status}.ack").write_text(f'{{"document_id": "{document_id}", "status": "{status}"}}\n')
        await acknowledgements_task(house.jobs)({}, JobContext(1, "read", "", None, 1, 5, in_place=False))
    kinds = ["handed_over", "delivered", "delivery_returned"]
    assert await told(database, both, document_id) == [(kinds, ["returned"])] * 2


async def test_a_letter_of_the_daily_run_is_told_of_each_claim_once(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    both = [await delivered_claim(database, merchant, minor) for minor in (100_000, 50_000)]
    await looked_until(database, merchant, "2026-12-14")
    await house.run(merchant)
    for claim in both:
        async with database.reading() as connection:
            beside = await dossiers.beside(connection, claim)
        letters = {paper.document_id for paper in beside.documents if paper.kind == "reminder"}
        assert [each.state for each in beside.deliveries if each.document_id in letters] == ["delivered"]
        names: set[Any] = set(map(str, letters))
        kinds = [event.kind for event in beside.events if event.facts.get("document_id") in names]
        assert kinds == ["reminded", "delivered"]
